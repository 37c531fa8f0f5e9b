import { grouped } from '@pomdp-gym/contracts';
import type { ComparedResult, RunRecord } from '@pomdp-gym/experiment';
import { type Curve, curveChart, type Figure } from '@pomdp-gym/figures';
import { isClosed } from '@pomdp-gym/solving';
import { measuredCoverage } from '@pomdp-gym/statistics';
import { bracketSentence, optimumLines, tableOnPage } from './bracket-on-page.js';
import { type ComparedEnvironment, type Comparison } from './comparison.js';
import { meanCurve, ownPlaces } from './mean-curve.js';
import { failureNotes } from './failure-notes.js';
import type { Report, ReportSection } from './report.js';
import { metricSections } from './metric-sections.js';
import { pairSection } from './pair-section.js';
import { intervalSentence } from './interval-sentence.js';
import { startSection } from './start-section.js';
import { stayNotes } from './stay-notes.js';

/** η* of an environment and where it is known from, where it is. */
export type OptimumOf = (
  environment: string,
) => { readonly averageReward: number; readonly source: string } | undefined;

/** A comparison as a report: learning curves with bands, the optimum's line, the final tables. */
export function comparisonReport(
  comparison: Comparison,
  records: readonly RunRecord[],
  optimumOf: OptimumOf,
): Report {
  const { name, seeds, budget, agents, environments } = comparison;
  return {
    title: `${name}: ${agents.length} agents compared`,
    introduction: [
      `${seeds.length} seeds (${seeds[0]} to ${seeds.at(-1)}), at most ${grouped(budget)} steps a run.`,
      ...agents.map((agent) => `${agent.name}: ${agent.parts}`),
    ],
    sections: environments.flatMap((environment) => {
      const runs = records.filter((record) => record.environment === environment.name);
      return [
        section(environment, comparison, runs, optimumOf(environment.name)),
        ...startSection(environment),
        ...metricSections(environment),
        ...pairSection(environment, comparison),
      ];
    }),
  };
}

function section(
  { name: title, results, average }: ComparedEnvironment,
  comparison: Comparison,
  records: readonly RunRecord[],
  optimum: ReturnType<OptimumOf>,
): ReportSection {
  const first = results[0];
  const tables = [tableOnPage(average)];
  const curves = curvesOf(comparison, records, first?.attainable);
  if (curves.length === 0)
    return { title, paragraphs: ['No run finished here.', ...failureNotes(results)], tables };
  return {
    title,
    paragraphs: [
      ...curveSentences(results),
      ...optimumSentences(first, optimum?.source),
      ...stayNotes(results),
      ...failureNotes(results),
      bracketSentence(first),
      ...intervalSentence(results.map(({ runs: seeds, interval }) => ({ seeds, interval }))),
      ...bandSentence(results),
    ],
    figures: [learningCurves(title, comparison, curves, optimumLines(first, first?.optimum))],
    tables,
  };
}

/** What the points of the curves are, which depends on what can be computed. */
function curveSentences(results: readonly ComparedResult[]): string[] {
  const band =
    'its band is the 95 % t-interval of that mean. A run that has ended counts with its last policy.';
  if (results.every((result) => result.exact)) {
    return [
      `Each curve is the mean over seeds of the average reward of the policy as it stands; ${band}`,
      'Every average reward is exact.',
    ];
  }
  return [
    'Where ~ stands nothing exact can be said: the points of a curve are mean rewards of the steps that the agent learnt from, ' +
      `its last point is the simulated average of the final policy. Each curve is the mean over seeds; ${band}`,
    ...cautionSentences(results),
  ];
}

function bandSentence(results: readonly ComparedResult[]): string[] {
  const bands = results.map(({ runs: seeds }) => ({
    seeds,
    interval:
      seeds < 2 ? null : { kind: 'Student t' as const, coverage: measuredCoverage('Student t', seeds) },
  }));
  return intervalSentence(bands, 'Bands of the curves');
}

function cautionSentences(results: readonly ComparedResult[]): string[] {
  return results.flatMap(({ agent, runs, cautions, firstCaution }) =>
    firstCaution === null ? [] : [`${agent}, ${cautions} of ${runs} runs: ${firstCaution}`],
  );
}

/** The optimum that the environment states, beside bounds that do not rest on it. */
function optimumSentences(result: ComparedResult | undefined, source: string | undefined): string[] {
  if (!result || source === undefined) return [];
  const { optimum, optimumDoubt, bracket } = result;
  if (optimumDoubt !== null) return [optimumDoubt];
  const apart = bracket && !isClosed(bracket) ? ' The bounds below are found without it.' : '';
  return [`The optimum ${optimum} is known: ${source}.${apart}`];
}

/** Of the agents that have finished runs; nothing can be drawn of the others. */
function curvesOf(
  { agents, budget }: Comparison,
  records: readonly RunRecord[],
  [least, greatest]: ComparedResult['attainable'] = [null, null],
): Curve[] {
  const attainable = [least ?? -Infinity, greatest ?? Infinity] as const;
  return agents.flatMap((agent): Curve[] => {
    const runs = records.filter((record) => record.agent === agent.name && record.status === 'finished');
    return runs.length === 0
      ? []
      : [{ name: agent.name, points: meanCurve(runs, ownPlaces(runs, budget), attainable) }];
  });
}

function learningCurves(
  environment: string,
  { budget, agents }: Comparison,
  curves: readonly Curve[],
  references: readonly { readonly name: string; readonly y: number }[],
): Figure {
  return curveChart({
    name: 'learning-curves',
    title: `Average reward while learning, ${environment}`,
    x: { title: 'steps', domain: [0, budget], format: ',d' },
    y: { title: 'η, average reward a step' },
    marks: 'lines',
    order: agents.map(({ name }) => name),
    width: 620,
    height: 340,
    panels: [{ curves, references }],
  });
}
