import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { mean } from './mean.js';
import { standardError } from './standard-deviation.js';

export interface ZTest {
  /** How many standard errors the mean lies above what was expected. */
  readonly z: number;
  /** The probability of so large a |z| where the expectation is true. */
  readonly pValue: number;
}

/**
 * Whether independent values may have the expected mean: two-sided, by the normal law, so for at least some tens of values.
 * Values that are all equal to the expectation give z = 0, all equal to another number an infinite one; NaN for fewer than two.
 */
export function zTest(values: ArrayLike<number>, expected: number): ZTest {
  const difference = mean(values) - expected;
  const error = standardError(values);
  const z = difference === 0 && error === 0 ? 0 : difference / error;
  return { z, pValue: 2 * normalCdf(-Math.abs(z), 0, 1) };
}

/**
 * The |z| that the largest of `tests` true expectations exceeds with probability at most `falseAlarm` (Bonferroni, so
 * the tests need not be independent).
 */
export function criticalZ(falseAlarm: number, tests = 1): number {
  if (!(falseAlarm > 0 && falseAlarm < 1) || !(tests >= 1)) {
    throw new RangeError(`No |z| belongs to a false-alarm rate of ${falseAlarm} over ${tests} tests.`);
  }
  return -normalQuantile(falseAlarm / (2 * tests), 0, 1);
}
