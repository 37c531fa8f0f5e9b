import { intervalChart } from '@pomdp-gym/figures';
import { bracketSentence, optimumLines, tableOnPage } from './bracket-on-page.js';
import type { ComparedEnvironment } from './comparison.js';
import { intervalSentence } from './interval-sentence.js';
import type { ReportSection } from './report.js';

/** The value of the start, where the study asks for it: a dot with its interval for each agent, and the bracket's lines. */
export function startSection({ name: environment, results, start }: ComparedEnvironment): ReportSection[] {
  const measured = results.flatMap(({ agent, runs: seeds, discounted }) =>
    discounted ? [{ agent, seeds, ...discounted }] : [],
  );
  const [first] = measured;
  if (!first || !start) return [];
  const { discount } = first;
  const rows = measured.map(({ agent: label, mean: value, low, high }) => {
    return { label, group: environment, value, low: low ?? value, high: high ?? value };
  });
  const references = optimumLines(first).map(({ name, y: value }) => ({ group: environment, name, value }));
  return [
    {
      title: `${environment}: the value of the start`,
      paragraphs: [
        `The sum of rewards from the start, discounted by ${discount} a step: mean over seeds of the final policies and its 95 % ` +
          'interval. Where ~ stands it is simulated, every agent on the same episodes.',
        bracketSentence(first),
        ...intervalSentence(measured),
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
      tables: [tableOnPage({ ...start, rows: start.rows.filter(([, value]) => value !== null) })],
    },
  ];
}
