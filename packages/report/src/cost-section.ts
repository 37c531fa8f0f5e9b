import { grouped } from '@pomdp-gym/contracts';
import { metricNames } from '@pomdp-gym/experiment';
import { pointChart } from '@pomdp-gym/figures';
import { seedsOf } from './captions.js';
import type { ComparedEnvironment, Comparison } from './comparison.js';
import type { Seconds } from './comparison-text.js';
import { competingRange } from './competing-range.js';
import { partName } from './distinct-names.js';
import type { ReportSection } from './report.js';
import { rewardDigits } from './reward-digits.js';

/** What a result costs: steps to learn and seconds of wall time, planning included, against the mean of the first metric. */
export function costSection(
  { name, results }: ComparedEnvironment,
  { agents }: Comparison,
  secondsOf: Seconds,
): ReportSection[] {
  const metric = results[0]?.metrics[0]?.metric ?? 'average-reward';
  const found = results.flatMap(({ agent, metrics: [first], mean, steps }) => {
    const value = first ? first.mean : mean;
    return value === null || steps === null ? [] : [{ agent, value, steps, seconds: secondsOf(name, agent) }];
  });
  if (found.length === 0) return [];
  const digits = rewardDigits(found.map(({ value }) => value));
  const caption = `Cost in ${name}, mean over ${seedsOf(results)}: the ${metricNames[metric]} of the final policies, against the steps used to learn and the seconds of a run, which include planning.`;
  const beyond = competingRange(
    found.map(({ agent, value }) => ({ name: agent, low: value, high: value })),
  )?.beyond;
  const drawn = found.filter(({ agent }) => !beyond?.has(agent));
  const left = found.filter(({ agent }) => beyond?.has(agent));
  const below = left.map(({ agent, value }) => `${agent}, ${digits.text(value)}`);
  const timed = drawn.flatMap(({ agent: series, value: y, seconds: x }) =>
    x === null ? [] : [{ series, x, y }],
  );
  const chart = pointChart({
    name: partName('cost', name),
    title: `Cost against result, ${name}`,
    y: { title: metricNames[metric] },
    order: agents.map((agent) => agent.name),
    panels: [
      { x: 'steps', points: drawn.map(({ agent: series, value: y, steps: x }) => ({ series, x, y })) },
      ...(timed.length > 0 ? [{ x: 'seconds a run', points: timed }] : []),
    ],
  });
  return [
    {
      title: `Cost, ${name}`,
      paragraphs: ['Seconds depend on the machine; all else here is the same on every one.'],
      figures: [
        { ...chart, caption: below.length > 0 ? `${caption} Below the axis: ${below.join('; ')}.` : caption },
      ],
      tables: [
        {
          name: partName('cost', name),
          caption,
          columns: ['agent', metricNames[metric], 'steps a run', 'seconds a run'],
          numeric: [1, 2, 3],
          rows: found.map(({ agent, value, steps, seconds }) => [
            ...[agent, digits.text(value), grouped(steps), seconds?.toFixed(2) ?? '–'],
          ]),
        },
      ],
    },
  ];
}
