import { intervalChart } from '@pomdp-gym/figures';
import { optimumLines } from './bracket-on-page.js';
import { averageCaption } from './captions.js';
import type { ComparedEnvironment, Comparison } from './comparison.js';
import { intervalAxis } from './interval-axis.js';
import { partName } from './distinct-names.js';
import type { ReportFigure } from './report.js';

/** The final average rewards of an environment with their intervals; nothing where no run finished. */
export function finalChart(environment: ComparedEnvironment, comparison: Comparison): ReportFigure[] {
  const { name: group, results } = environment;
  const rows = results.flatMap(({ agent: label, mean: value, low, high }) =>
    value === null ? [] : [{ label, group, value, low: low ?? value, high: high ?? value }],
  );
  if (rows.length === 0) return [];
  const lines = optimumLines(results[0], results[0]?.optimum);
  const axis = intervalAxis(rows, lines);
  const chart = intervalChart({
    name: partName('final-average-reward', group),
    title: 'Average reward of the final policies',
    x: { title: 'η, average reward a step' },
    rows: axis.rows,
    axes: { [group]: axis },
    order: comparison.agents.map(({ name }) => name),
    references: lines.map(({ name, y: value }) => ({ group, name, value })),
  });
  return [{ ...chart, caption: averageCaption(environment, comparison) }];
}
