import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { CONFIDENCE, type Interval } from '../interval.js';
import { standardError } from '../standard-deviation.js';
import { studentInterval } from '../student-interval.js';
import { skewnessCorrection } from './skewness-correction.js';

/**
 * The interval of a mean that holds both Student's t interval and the one of Hall's skewness-corrected t (see
 * `skewnessCorrection`): on the side of the longer tail Hall's reaches farther, on the other Student's does. Its measured
 * coverage is in `coverageTable`. One value says nothing of its spread: the interval is the whole line.
 */
export function skewnessCorrectedInterval(values: ArrayLike<number>, confidence = CONFIDENCE): Interval {
  const student = studentInterval(values, confidence);
  const error = standardError(values);
  if (!(error > 0)) return student;
  const { restore } = skewnessCorrection(values);
  const t = tQuantile((1 + confidence) / 2, values.length - 1);
  const { estimate, low, high } = student;
  return {
    estimate,
    low: Math.min(low, estimate - error * restore(t)),
    high: Math.max(high, estimate - error * restore(-t)),
  };
}
