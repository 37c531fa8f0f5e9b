import type { Aggregate, TaskScores } from './aggregate.js';
import { meanError, taskMean } from './task-mean.js';

/**
 * By how much an agent falls short of a threshold on average: threshold − mean of min(score, threshold). rliable's
 * `aggregate_optimality_gap` (Agarwal et al., NeurIPS 2021), whose threshold is 1 by default.
 */
export function optimalityGap(threshold = 1): Aggregate {
  const cutOff = (tasks: TaskScores) =>
    tasks.map((scores) => Array.from(scores, (score) => Math.min(score, threshold)));
  return {
    name: 'optimality gap',
    of: (tasks) => threshold - taskMean.of(cutOff(tasks)),
    standardError: (tasks) => meanError(cutOff(tasks)),
  };
}
