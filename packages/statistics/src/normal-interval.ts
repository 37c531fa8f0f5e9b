import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { around, assertConfidence, CONFIDENCE, type Interval } from './interval.js';

/** The interval of an estimate that is normal around the truth with a known standard error. */
export function normalInterval(estimate: number, standardError: number, confidence = CONFIDENCE): Interval {
  assertConfidence(confidence);
  return around(estimate, normalQuantile((1 + confidence) / 2, 0, 1) * standardError);
}
