import type { ComparedResult } from '@pomdp-gym/experiment';
import { intervalChart } from '@pomdp-gym/figures';
import { bracketRows, bracketSentence, optimumLines } from './bracket-on-page.js';
import type { ReportSection } from './html-report.js';
import { rewardDigits } from './reward-digits.js';

/** The value of the start, where the study asks for it: a dot with its interval for each agent, and the bracket's lines. */
export function startSection(environment: string, results: readonly ComparedResult[]): ReportSection[] {
  const measured = results.flatMap(({ agent, discounted }) => (discounted ? [{ agent, ...discounted }] : []));
  const [first] = measured;
  if (!first) return [];
  const { discount } = first;
  const rows = measured.map(({ agent: label, mean: value, low, high }) => {
    return { label, group: environment, value, low: low ?? value, high: high ?? value };
  });
  const references = optimumLines(first).map(({ name, y: value }) => ({ group: environment, name, value }));
  const digits = rewardDigits(measured.map(({ mean }) => mean));
  const cells = measured.map(({ agent, mean, low, high, exact }) => [
    agent,
    `${exact ? '' : '~'}${digits.text(mean)}`,
    low === null || high === null ? '–' : `${digits.text(low)} to ${digits.text(high)}`,
  ]);
  return [
    {
      title: `${environment}: the value of the start`,
      paragraphs: [
        `The sum of rewards from the start, discounted by ${discount} a step: mean over seeds of the final policies and its 95 % ` +
          't-interval. Where ~ stands it is simulated, every agent on the same episodes.',
        bracketSentence(first),
      ],
      figures: [
        intervalChart({
          name: 'value-of-the-start',
          title: 'Value of the start',
          subtitle: `discounted by ${discount}`,
          x: { title: 'discounted value' },
          rows,
          references,
        }),
      ],
      tables: [
        {
          columns: ['agent', 'value of the start', '95 % interval'],
          numeric: [1, 2],
          rows: [...cells, ...bracketRows(first, 3, digits)],
        },
      ],
    },
  ];
}
