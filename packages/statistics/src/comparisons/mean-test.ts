import tCdf from '@stdlib/stats-base-dists-t-cdf';
import { skewnessCorrection } from '../intervals/skewness-correction.js';
import { mean } from '../mean.js';
import { standardError } from '../standard-deviation.js';

/**
 * The two-sided p-value of a mean of 0, by the intervals of `skewnessCorrectedInterval`: 1 less the greatest confidence whose
 * interval leaves 0 out. 1 for fewer than two values, which say nothing of their spread; where all are equal, 1 for
 * zeros and else 0.
 */
export function meanTest(values: ArrayLike<number>): number {
  if (values.length < 2) return 1;
  const error = standardError(values);
  const center = mean(values);
  if (Number.isNaN(error)) return NaN;
  if (error === 0) return center === 0 ? 1 : 0;
  const ratio = center / error;
  const corrected = skewnessCorrection(values).transform(ratio);
  if (ratio * corrected <= 0) return 1;
  const least = Math.min(Math.abs(ratio), Math.abs(corrected));
  return 2 * tCdf(-least, values.length - 1);
}
