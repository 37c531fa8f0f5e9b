import { grouped } from '@pomdp-gym/contracts';
import type { ComparedResult, RunRecord } from '@pomdp-gym/experiment';
import { isClosed } from '@pomdp-gym/solving';
import { bracketSentence, optimumLines, tableOnPage } from './bracket-on-page.js';
import { type ComparedEnvironment, type Comparison } from './comparison.js';
import { accountSection, failureSection } from './account-sections.js';
import type { Seconds } from './comparison-text.js';
import { costSection } from './cost-section.js';
import { finalChart } from './final-chart.js';
import { agentCurves, learningCurves } from './learning-curves.js';
import { profileSection } from './profile-section.js';
import { scoreSection } from './score-section.js';
import { failureNotes } from './failure-notes.js';
import type { Report, ReportSection } from './report.js';
import { averageCaption, bandSentence } from './captions.js';
import { partName } from './distinct-names.js';
import { metricSections } from './metric-sections.js';
import { pairSection } from './pair-section.js';
import { intervalSentence } from './interval-sentence.js';
import { startSection } from './start-section.js';
import { stayNotes } from './stay-notes.js';

/** η* of an environment and where it is known from, where it is. */
export type OptimumOf = (
  environment: string,
) => { readonly averageReward: number; readonly source: string } | undefined;

/** What a report shows besides what came out. */
export interface ReportContext {
  /** Wall time by environment and agent. */
  readonly seconds?: Seconds;
  /** The study as its file holds it. */
  readonly studyText?: string;
  /** The agent from which scores are normalised, where the study names one. */
  readonly from?: string | undefined;
}

/** A comparison as a report: learning curves with bands, the optimum's line, the final tables. */
export function comparisonReport(
  comparison: Comparison,
  records: readonly RunRecord[],
  optimumOf: OptimumOf,
  { seconds = () => null, studyText, from }: ReportContext = {},
): Report {
  const { name, seeds, budget, agents, environments } = comparison;
  return {
    title: `${name}: ${agents.length} agents compared`,
    introduction: [
      `${seeds.length} seeds (${seeds[0]} to ${seeds.at(-1)}), at most ${grouped(budget)} steps a run.`,
      ...agents.map((agent) => `${agent.name}: ${agent.parts}`),
    ],
    sections: [
      ...environments.flatMap((environment) => {
        const runs = records.filter((record) => record.environment === environment.name);
        return [
          section(environment, comparison, runs, optimumOf(environment.name)),
          ...startSection(environment, comparison),
          ...metricSections(environment, comparison),
          ...pairSection(environment, comparison),
          ...profileSection(environment, comparison, runs),
          ...costSection(environment, comparison, seconds),
        ];
      }),
      ...scoreSection(comparison, records, from),
      ...failureSection(records),
      ...accountSection(comparison, records, studyText),
    ],
  };
}

function section(
  environment: ComparedEnvironment,
  comparison: Comparison,
  records: readonly RunRecord[],
  optimum: ReturnType<OptimumOf>,
): ReportSection {
  const { name: title, results, average } = environment;
  const first = results[0];
  const caption = averageCaption(environment, comparison);
  const tables = [tableOnPage(average, { name: partName('average-reward', title), caption })];
  const curves = agentCurves(comparison, records, first?.attainable);
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
    figures: [
      learningCurves(environment, comparison, curves, optimumLines(first, first?.optimum)),
      ...finalChart(environment, comparison),
    ],
    tables,
  };
}

/** What the points of the curves are, which depends on what can be computed. */
function curveSentences(results: readonly ComparedResult[]): string[] {
  const band =
    'its band is the 95 % t-interval of that mean. A run that has ended counts with its last policy.';
  if (results.every(({ runs, exact }) => runs === 0 || exact)) {
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
