import { metricNames, replicateScores, type RunRecord, scoreOf } from '@pomdp-gym/experiment';
import { randomStream } from '@pomdp-gym/numerics';
import {
  aggregateInterval,
  interquartileMean,
  mean,
  optimalityGap,
  type Replicates,
  taskMean,
  taskMedian,
} from '@pomdp-gym/statistics';
import { budgetOf } from './captions.js';
import type { ComparedEnvironment, Comparison } from './comparison.js';
import type { ReportSection } from './report.js';

const AGGREGATES = [taskMean, taskMedian, interquartileMean, optimalityGap()];

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
  const caption = `Scores by the ${metricNames[metric]} over ${comparison.environments.length} environments, from 0, ${from}, to 1, the optimum, or the upper bound on it where only that is known; ${comparison.seeds.length} seeds, ${budgetOf(comparison)}. 95 % intervals by the bootstrap, stratified by environment: studentised where the aggregate has a standard error, else BCa. The optimality gap is to a score of 1: less is better.`;
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
    const { estimate, low, high } = aggregateInterval(tasks, aggregate, { random });
    return `${estimate.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
  });
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
