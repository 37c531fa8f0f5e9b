import { type ComparedResult, describeAgent, type RunRecord, type Study } from '@pomdp-gym/experiment';
import { type Curve, curveChart, type Figure } from '@pomdp-gym/figures';
import { type Report, type ReportSection } from './html-report.js';
import { bracketRows, bracketSentence, optimumLines } from './bracket-on-page.js';
import { decimalsOf } from './decimals-of.js';
import { meanCurve, placesBetween } from './mean-curve.js';
import { startSection } from './start-section.js';
import { failureNotes } from './failure-notes.js';
import { markedName, stayNotes } from './stay-notes.js';

/** Stretches of the steps between the places at which runs are averaged. */
const GRID = 60;

/** η* of an environment and where it is known from, where it is. */
export type OptimumOf = (
  environment: string,
) => { readonly averageReward: number; readonly source: string } | undefined;

/** What was compared and how it came out, as a page: learning curves with bands, the optimum's line, the final table. */
export function comparisonPage(
  study: Study,
  records: readonly RunRecord[],
  results: readonly ComparedResult[],
  optimumOf: OptimumOf,
): Report {
  const { name, seeds, budget, agents, environments } = study;
  return {
    title: `${name}: ${agents.length} agents compared`,
    introduction: [
      `${seeds.length} seeds (${seeds[0]} to ${seeds.at(-1)}), at most ${thousands(budget)} steps a run.`,
      ...agents.map((agent) => `${agent.name}: ${describeAgent(agent)}`),
    ],
    sections: environments.flatMap((environment) => {
      const found = results.filter((result) => result.environment === environment.name);
      return [
        section(
          environment.name,
          study,
          records.filter((record) => record.environment === environment.name),
          found,
          optimumOf(environment.name),
        ),
        ...startSection(environment.name, found),
      ];
    }),
  };
}

function section(
  environment: string,
  study: Study,
  records: readonly RunRecord[],
  results: readonly ComparedResult[],
  optimum: ReturnType<OptimumOf>,
): ReportSection {
  const exact = results.every((result) => result.exact);
  const decimals = decimalsOf(results);
  const rows = [
    ...results.map((result) => resultRow(result, decimals)),
    ...bracketRows(results[0], COLUMNS.length, decimals),
  ];
  const tables = [{ columns: COLUMNS, numeric: [1, 2, 3, 4, 5], rows }];
  const curves = curvesOf(study, records);
  if (curves.length === 0)
    return { title: environment, paragraphs: ['No run finished here.', ...failureNotes(results)], tables };
  return {
    title: environment,
    paragraphs: [
      'Each curve is the mean over seeds of the average reward of the policy as it stands, its band the 95 % t-interval of ' +
        'that mean. A run that has ended counts with its last policy.',
      exact
        ? 'Every average reward is exact.'
        : 'Where ~ stands, the average reward of the final policy is simulated.',
      ...(optimum ? [`The optimum ${optimum.averageReward} is known: ${optimum.source}.`] : []),
      ...stayNotes(results),
      ...failureNotes(results),
      bracketSentence(results[0]),
    ],
    figures: [
      learningCurves(environment, study.budget, curves, optimumLines(results[0], optimum?.averageReward)),
    ],
    tables,
  };
}

const COLUMNS = ['agent', 'average reward', '95 % interval', 'of optimum', 'steps a run', 'failures'];

function resultRow(result: ComparedResult, decimals: number): string[] {
  const { mean: eta, low, high, exact, fractionOfOptimum, steps, failures, runs } = result;
  return [
    markedName(result),
    eta === null ? '–' : `${exact ? '' : '~'}${eta.toFixed(decimals)}`,
    low === null || high === null ? '–' : `${low.toFixed(decimals)} to ${high.toFixed(decimals)}`,
    fractionOfOptimum === null || fractionOfOptimum < 0 ? '–' : `${(100 * fractionOfOptimum).toFixed(1)} %`,
    steps === null ? '–' : thousands(Math.round(steps)),
    failures === 0 ? '0' : `${failures} of ${runs + failures}`,
  ];
}

/** Of the agents that have finished runs; nothing can be drawn of the others. */
function curvesOf({ agents, budget }: Study, records: readonly RunRecord[]): Curve[] {
  const places = placesBetween(0, budget, GRID + 1, 'linear');
  return agents.flatMap((agent): Curve[] => {
    const runs = records.filter((record) => record.agent === agent.name && record.status === 'finished');
    return runs.length === 0 ? [] : [{ name: agent.name, points: meanCurve(runs, places) }];
  });
}

function learningCurves(
  environment: string,
  budget: number,
  curves: readonly Curve[],
  references: readonly { readonly name: string; readonly y: number }[],
): Figure {
  return curveChart({
    name: 'learning-curves',
    title: `Average reward while learning, ${environment}`,
    x: { title: 'steps', domain: [0, budget], format: ',d' },
    y: { title: 'η, average reward a step' },
    marks: 'lines',
    width: 620,
    height: 340,
    panels: [{ curves, references }],
  });
}

function thousands(value: number): string {
  return value.toLocaleString('en-US');
}
