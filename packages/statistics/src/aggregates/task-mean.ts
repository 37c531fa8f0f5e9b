import { mean } from '../mean.js';
import { variance } from '../standard-deviation.js';
import type { Aggregate, TaskScores } from './aggregate.js';

/** The mean over tasks of the mean over runs: rliable's `aggregate_mean` (Agarwal et al., NeurIPS 2021). */
export const taskMean: Aggregate = {
  name: 'mean',
  of,
  standardError: meanError,
};

/** √(Σ s²/n) over K tasks, divided by K. */
export function meanError(tasks: TaskScores): number {
  let sum = 0;
  for (const scores of tasks) sum += variance(scores) / scores.length;
  return Math.sqrt(sum) / tasks.length;
}

/** Without arrays in between: bootstraps call it a thousand times. */
function of(tasks: TaskScores): number {
  let sum = 0;
  for (const scores of tasks) sum += mean(scores);
  return sum / tasks.length;
}
