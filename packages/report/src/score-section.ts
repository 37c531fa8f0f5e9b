import { metricNames, replicateScores, type RunRecord, scoreOf } from '@pomdp-gym/experiment';
import { randomStream } from '@pomdp-gym/numerics';
import {
  aggregateInterval,
  interquartileMean,
  mean,
  measuredCoverage,
  optimalityGap,
  type Replicates,
  taskMean,
  taskMedian,
} from '@pomdp-gym/statistics';
import { budgetOf } from './captions.js';
import type { ComparedEnvironment, Comparison } from './comparison.js';
import { intervalSentence } from './interval-sentence.js';
import type { ReportSection } from './report.js';

/** At least 0, as no score counts as more than the threshold. */
const GAP = optimalityGap();
const AGGREGATES = [taskMean, taskMedian, interquartileMean, GAP];

/**
 * Scores over all environments, from the agent that the study names to the optimum: aggregates with bootstrap intervals. Nothing where
 * the study names none, or some environment has no optimum or no bound on it.
 */
export function scoreSection(
  comparison: Comparison,
  records: readonly RunRecord[],
  from: string | undefined,
): ReportSection[] {
  if (from === undefined) return [];
  const metric = comparison.environments[0]?.results[0]?.metrics[0]?.metric ?? 'average-reward';
  const agents = comparison.agents.map(({ name }) => ({
    name,
    tasks: comparison.environments.map((environment) => taskScores(environment, name, from, records)),
  }));
  const whole = agents.flatMap(({ name, tasks }) => {
    const known = tasks.filter((task) => task !== undefined);
    return known.length < tasks.length || known.some(({ size }) => size < 2) ? [] : [{ name, tasks: known }];
  });
  if (whole.length === 0) return [];
  const caption = `Scores by the ${metricNames[metric]} over ${comparison.environments.length} environments, from 0, ${from}, to 1, the optimum, or the upper bound on it where only that is known; ${comparison.seeds.length} seeds, ${budgetOf(comparison)}. 95 % intervals by the bootstrap, stratified by environment: studentised where the aggregate has a standard error, else BCa. The optimality gap is to a score of 1: less is better. ${coverageText(whole.flatMap(({ tasks }) => tasks))}`;
  return [
    {
      title: 'Scores over all environments',
      tables: [
        {
          name: 'aggregate-scores',
          caption,
          columns: ['agent', ...AGGREGATES.map(({ name }) => name)],
          numeric: AGGREGATES.map((_, i) => i + 1),
          rows: whole.map(({ name, tasks }) => [name, ...aggregateCells(name, tasks)]),
        },
      ],
    },
  ];
}

function aggregateCells(agent: string, tasks: readonly Replicates[]): string[] {
  return AGGREGATES.map((aggregate) => {
    const random = randomStream(0, 'report', aggregate.name, agent);
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
  if (Number.isFinite(value)) return value.toFixed(3);
  return value > 0 ? '∞' : '−∞';
}

/** The least score of each run, by the upper end of the optimum's bracket; undefined where none is known. */
function taskScores(
  { name, results }: ComparedEnvironment,
  agent: string,
  from: string,
  records: readonly RunRecord[],
): Replicates | undefined {
  const metric = results[0]?.metrics[0]?.metric ?? 'average-reward';
  const best = upperBound(results[0], metric);
  const zero = mean(replicateScores(records, name, from, metric).scores);
  if (best === undefined || !(best > zero)) return undefined;
  const range = { lower: best, upper: best };
  return replicateScores(records, name, agent, metric).map(
    (value) => scoreOf(value, from, zero, range)?.least ?? NaN,
  );
}

function upperBound(result: ComparedEnvironment['results'][number] | undefined, metric: string) {
  if (metric === 'discounted-value') return result?.discounted?.bracket?.upper;
  if (metric !== 'average-reward') return undefined;
  return result?.optimum ?? result?.bracket?.upper;
}
