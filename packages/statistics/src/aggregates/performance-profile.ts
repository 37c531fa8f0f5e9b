import { mean } from '../mean.js';
import type { Replicates } from '../replicates.js';

/**
 * The share of runs whose score is above each threshold, the mean over tasks: rliable's score distribution,
 * `run_score_deviation` (Agarwal et al., NeurIPS 2021, section 4.2).
 *
 * @returns one share a threshold.
 */
export function performanceProfile(tasks: readonly Replicates[], thresholds: readonly number[]): number[] {
  return thresholds.map((threshold) =>
    mean(tasks.map(({ scores }) => mean(scores.map((score) => (score > threshold ? 1 : 0))))),
  );
}
