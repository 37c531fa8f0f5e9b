import { CONFIDENCE, type Interval } from './interval.js';
import { studentInterval } from './student-interval.js';

/**
 * Student's t interval of the mean of x_i − y_i, for two results on the same seeds: what both owe to the seed cancels.
 * Throws a RangeError where there are not as many of the one as of the other.
 */
export function pairedDifference(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  confidence = CONFIDENCE,
): Interval {
  if (x.length !== y.length) {
    throw new RangeError(`Pairs need as many values on each side, not ${x.length} and ${y.length}.`);
  }
  return studentInterval(
    Array.from(x, (value, i) => value - y[i]!),
    confidence,
  );
}
