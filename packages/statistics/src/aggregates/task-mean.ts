import { mean } from '../mean.js';
import { variance } from '../standard-deviation.js';
import type { Aggregate, TaskScores } from './aggregate.js';

/** The mean over tasks of the mean over runs: rliable's `aggregate_mean` (Agarwal et al., NeurIPS 2021). */
export const taskMean: Aggregate = {
  name: 'mean',
  of: (tasks) => mean(tasks.map(mean)),
  standardError: meanError,
};

/** √(Σ s²/n) over K tasks, divided by K. */
export function meanError(tasks: TaskScores): number {
  const variances = tasks.map((scores) => variance(scores) / scores.length);
  return Math.sqrt(variances.reduce((sum, each) => sum + each, 0)) / tasks.length;
}
