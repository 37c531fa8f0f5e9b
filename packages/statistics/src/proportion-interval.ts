import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { assertConfidence, CONFIDENCE, type Interval } from './interval.js';

/**
 * Wilson's score interval of a probability from `successes` in `trials` (JASA 22, 1927): it stays inside [0, 1] and
 * keeps its level near both ends. Without trials the estimate is NaN and the interval all of [0, 1].
 */
export function proportionInterval(successes: number, trials: number, confidence = CONFIDENCE): Interval {
  assertConfidence(confidence);
  if (!(successes >= 0 && successes <= trials)) {
    throw new RangeError(`There cannot be ${successes} successes in ${trials} trials.`);
  }
  if (trials === 0) return { estimate: NaN, low: 0, high: 1 };
  const z = normalQuantile((1 + confidence) / 2, 0, 1);
  const share = successes / trials;
  const scale = 1 + (z * z) / trials;
  const center = (share + (z * z) / (2 * trials)) / scale;
  const reach = (z * Math.sqrt((share * (1 - share)) / trials + (z / (2 * trials)) ** 2)) / scale;
  return {
    estimate: share,
    low: successes === 0 ? 0 : center - reach,
    high: successes === trials ? 1 : center + reach,
  };
}
