import type { Metric } from '@pomdp-gym/contracts';
import { replicateScores, type RunRecord } from '@pomdp-gym/experiment';
import { isClosed } from '@pomdp-gym/solving';
import { mean } from '@pomdp-gym/statistics';
import type { ComparedEnvironment } from './comparison.js';

/** The end of the optimum's bracket that has the score 1; both are the optimum where it is known. */
export type BracketEnd = 'lower' | 'upper';

/** Scores of one environment: 0 for `zero`, and 1 for `best`, which is greater. */
export interface ScoreScale {
  readonly zero: number;
  readonly best: number;
}

/**
 * The scores from the mean of an agent to an end of the optimum's bracket, by the first metric. Undefined where nothing is known of the optimum,
 * or where that end is no better than the agent.
 */
export function scoreScale(
  environment: ComparedEnvironment,
  from: string,
  records: readonly RunRecord[],
  end: BracketEnd,
): ScoreScale | undefined {
  const best = boundOf(environment, end);
  const runs = replicateScores(records, environment.name, from, metricOf(environment));
  const zero = mean(runs.scores);
  return best !== undefined && best > zero ? { zero, best } : undefined;
}

/** A value as a part of the way from 0 to 1; 0 where the way has no end. */
export function scaledScore(value: number, { zero, best }: ScoreScale): number {
  return Number.isFinite(best) ? (value - zero) / (best - zero) : 0;
}

/** Whether the optimum of an environment is known to lie in a bracket only. */
export function isOpen(environment: ComparedEnvironment): boolean {
  const [lower, upper] = [boundOf(environment, 'lower'), boundOf(environment, 'upper')];
  return lower !== undefined && upper !== undefined && !isClosed({ lower, upper });
}

/** The metric that agents are ranked by. */
export function metricOf({ results }: ComparedEnvironment): Metric {
  return results[0]?.metrics[0]?.metric ?? 'average-reward';
}

function boundOf(environment: ComparedEnvironment, end: BracketEnd): number | undefined {
  const metric = metricOf(environment);
  const [result] = environment.results;
  if (metric === 'discounted-value') return result?.discounted?.bracket?.[end];
  if (metric !== 'average-reward') return undefined;
  return result?.optimum ?? result?.bracket?.[end];
}
