import type { MeanIntervalSettings } from '../intervals/mean-interval.js';
import { meanInterval } from '../intervals/mean-interval.js';
import type { ReplicateInterval } from '../intervals/replicate-interval.js';
import { Replicates } from '../replicates.js';
import { variance } from '../standard-deviation.js';
import { meanTest } from './mean-test.js';

/** How much better one agent is than another, over the seeds that both have. */
export interface PairedDifference {
  /** Of first − second; of no shared seed all numbers are NaN. */
  readonly interval: ReplicateInterval;
  /** Two-sided, of no difference; belongs to the interval of the default kind. */
  readonly pValue: number;
  /**
   * The part of the variance of the difference that pairing by seed takes away: 1 − s²(x − y) / (s²(x) + s²(y)), below 0 where the
   * runs of a seed go against one another; 0 where neither agent varies by more than rounding, NaN for fewer than two seeds.
   */
  readonly varianceSaved: number;
}

/** Scores that agree to so much of the largest differ by rounding alone. */
const ROUNDING = 1e-11;

export function pairedDifference(
  first: Replicates,
  second: Replicates,
  settings: Omit<MeanIntervalSettings, 'range'> = {},
): PairedDifference {
  const pairs = first.seeds.flatMap((seed) => {
    const [x, y] = [first.at(seed), second.at(seed)];
    return x === undefined || y === undefined ? [] : [{ seed, x, y }];
  });
  const differences = Replicates.bySeed(pairs.map(({ seed, x, y }) => [seed, x - y] as const));
  const apart = variance(pairs.map(({ x }) => x)) + variance(pairs.map(({ y }) => y));
  const largest = Math.max(...pairs.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]), 0);
  const varies = !(apart <= (ROUNDING * largest) ** 2);
  return {
    interval: meanInterval(differences, settings),
    pValue: meanTest(differences.scores),
    varianceSaved: varies ? 1 - variance(differences.scores) / apart : 0,
  };
}
