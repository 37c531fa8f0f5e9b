import { metricNames, replicateScores, type RunRecord } from '@pomdp-gym/experiment';
import { randomStream } from '@pomdp-gym/numerics';
import {
  aggregateInterval,
  interquartileMean,
  measuredCoverage,
  optimalityGap,
  type Replicates,
  taskMean,
  taskMedian,
} from '@pomdp-gym/statistics';
import { budgetOf } from './captions.js';
import type { ComparedEnvironment, Comparison } from './comparison.js';
import { efficiencyFigure } from './efficiency-figure.js';
import { intervalSentence } from './interval-sentence.js';
import type { ReportSection, ReportTable } from './report.js';
import {
  type BracketEnd,
  isOpen,
  metricOf,
  scaledScore,
  type ScoreScale,
  scoreScale,
} from './score-scale.js';

/** At least 0, as no score counts as more than the threshold. */
const GAP = optimalityGap();
const AGGREGATES = [taskMean, taskMedian, interquartileMean, GAP];

/**
 * Scores over all environments, from the agent that the study names to the optimum: aggregates with bootstrap intervals, and the
 * interquartile mean along the steps. Where the optimum lies in a bracket, scores are given by both of its ends. Nothing where the study
 * names no agent, or some environment has no optimum and no bound on it.
 */
export function scoreSection(
  comparison: Comparison,
  records: readonly RunRecord[],
  from: string | undefined,
): ReportSection[] {
  if (from === undefined) return [];
  const scales = scalesTo('upper', comparison, records, from);
  const agents = scales ? agentScores(comparison, records, scales) : [];
  const [first] = comparison.environments;
  if (!scales || !first || agents.length === 0) return [];
  const open = comparison.environments.filter(isOpen).map(({ name }) => name);
  const lower = open.length > 0 ? scalesTo('lower', comparison, records, from) : undefined;
  const names = agents.map(({ name }) => name);
  const best = open.length > 0 ? 'optimum, upper bound' : 'optimum';
  return [
    {
      title: 'Scores over all environments',
      paragraphs: [scaleSentence(from, open, lower !== undefined)],
      ...(metricOf(first) === 'average-reward' && {
        figures: [efficiencyFigure(names, comparison, records, scales, best)],
      }),
      tables: [
        scoreTable('aggregate-scores', agents, mainCaption(comparison, agents, from, open.length > 0)),
        ...(lower ? [lowerTable(agentScores(comparison, records, lower), from)] : []),
      ],
    },
  ];
}

/** An agent, and its scores in every environment. */
interface AgentScores {
  readonly name: string;
  readonly tasks: readonly Replicates[];
}

/** The scores of every environment, by its name; undefined where one has none. */
function scalesTo(
  end: BracketEnd,
  { environments }: Comparison,
  records: readonly RunRecord[],
  from: string,
): ReadonlyMap<string, ScoreScale> | undefined {
  const scales = environments.flatMap((environment) => {
    const scale = scoreScale(environment, from, records, end);
    return scale ? [[environment.name, scale] as const] : [];
  });
  return scales.length < environments.length ? undefined : new Map(scales);
}

/** Of the agents that have two finished runs or more in every environment. */
function agentScores(
  { agents, environments }: Comparison,
  records: readonly RunRecord[],
  scales: ReadonlyMap<string, ScoreScale>,
): AgentScores[] {
  return agents
    .map(({ name }) => ({
      name,
      tasks: environments.map((environment) => taskScores(environment, name, scales, records)),
    }))
    .filter(({ tasks }) => tasks.every(({ size }) => size >= 2));
}

function taskScores(
  environment: ComparedEnvironment,
  agent: string,
  scales: ReadonlyMap<string, ScoreScale>,
  records: readonly RunRecord[],
): Replicates {
  const scale = scales.get(environment.name)!;
  const values = replicateScores(records, environment.name, agent, metricOf(environment));
  return values.map((value) => scaledScore(value, scale));
}

/** By which end of the brackets scores are taken, and what that means. */
function scaleSentence(from: string, open: readonly string[], both: boolean): string {
  if (open.length === 0) return `A score is 0 for the mean of ${from}, and 1 for the optimum.`;
  const upper = `A score is 0 for the mean of ${from}, and 1 for the upper bound on the optimum, which lies in a bracket in ${open.join(', ')}: where an agent is better than ${from}, its true score is no less.`;
  return both
    ? `${upper} The second table has the scores by the lower bound: the true score of a run lies between its two.`
    : `${upper} There are no scores by the lower bound, which is no better than ${from} in some environment.`;
}

function mainCaption(
  comparison: Comparison,
  agents: readonly AgentScores[],
  from: string,
  isBound: boolean,
): string {
  const { environments, seeds } = comparison;
  const metric = metricNames[environments[0] ? metricOf(environments[0]) : 'average-reward'];
  const best = isBound ? 'the upper bound on the optimum' : 'the optimum';
  return `Scores by the ${metric} over ${environments.length} environments, from 0, ${from}, to 1, ${best}; ${seeds.length} seeds, ${budgetOf(comparison)}. 95 % intervals by the bootstrap, stratified by environment: studentised where the aggregate has a standard error, else BCa. They hold ${from} and the bounds fixed. The optimality gap is to a score of 1: less is better. ${coverageText(agents.flatMap(({ tasks }) => tasks))}`;
}

function lowerTable(agents: readonly AgentScores[], from: string): ReportTable {
  const caption = `The same scores from 0, ${from}, to 1, the lower bound on the optimum: a score above 1 is possible.`;
  return scoreTable('aggregate-scores-lower-bound', agents, caption);
}

function scoreTable(name: string, agents: readonly AgentScores[], caption: string): ReportTable {
  return {
    ...{ name, caption },
    columns: ['agent', ...AGGREGATES.map((aggregate) => aggregate.name)],
    numeric: AGGREGATES.map((_, i) => i + 1),
    rows: agents.map((agent) => [agent.name, ...aggregateCells(agent)]),
  };
}

function aggregateCells({ name, tasks }: AgentScores): string[] {
  return AGGREGATES.map((aggregate) => {
    const random = randomStream(0, 'report', aggregate.name, name);
    const range = aggregate === GAP ? ([0, Infinity] as const) : undefined;
    const { estimate, low, high } = aggregateInterval(tasks, aggregate, { random, ...(range && { range }) });
    return `${scoreText(estimate)} [${scoreText(low)}, ${scoreText(high)}]`;
  });
}

/** What is known of the intervals with as many seeds as the task with the fewest has. */
function coverageText(tasks: readonly Replicates[]): string {
  const seeds = Math.min(...tasks.map(({ size }) => size));
  const kind = 'studentised bootstrap';
  const interval = { kind, coverage: measuredCoverage(kind, seeds) } as const;
  const ofMean = intervalSentence([{ seeds, interval }], 'Intervals of the mean');
  return [...ofMean, 'The coverage of the other aggregates was not measured.'].join(' ');
}

function scoreText(value: number): string {
  if (Number.isFinite(value)) return value.toFixed(3).replace(/^-(0\.0+)$/, '$1');
  return value > 0 ? '∞' : '−∞';
}
