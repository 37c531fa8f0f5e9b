import { mean } from '../mean.js';
import type { Replicates } from '../replicates.js';

/**
 * The probability that a run of one agent is better than one of another on a task drawn at random; a tie counts one half.
 * The mean over tasks of the Mann–Whitney statistic over n·m: rliable's `probability_of_improvement` (Agarwal et al., NeurIPS
 * 2021, section 4.3). NaN where a task has no run of one of them.
 *
 * @param first the runs of the agent that should be better, by task; `second` has the same tasks in the same order.
 */
export function improvementProbability(first: readonly Replicates[], second: readonly Replicates[]): number {
  if (first.length !== second.length) {
    throw new RangeError(
      `Two agents are compared on the same tasks; ${first.length} and ${second.length} differ.`,
    );
  }
  return mean(first.map((runs, task) => wins(runs.scores, second[task]!.scores)));
}

function wins(first: readonly number[], second: readonly number[]): number {
  return mean(first.flatMap((x) => second.map((y) => (Math.sign(x - y) + 1) / 2)));
}
