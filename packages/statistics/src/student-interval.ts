import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { around, assertConfidence, CONFIDENCE, type Interval } from './interval.js';
import { mean } from './mean.js';
import { standardError } from './standard-deviation.js';

/**
 * Student's t interval of the mean of independent values: exact for normal ones, close for the means of many.
 * Of nothing all three numbers are NaN; one value says nothing of its spread, so its interval is the whole line.
 */
export function studentInterval(values: ArrayLike<number>, confidence = CONFIDENCE): Interval {
  assertConfidence(confidence);
  const estimate = mean(values);
  if (values.length < 2) return around(estimate, Infinity);
  const reach = tQuantile((1 + confidence) / 2, values.length - 1) * standardError(values);
  return around(estimate, reach);
}
