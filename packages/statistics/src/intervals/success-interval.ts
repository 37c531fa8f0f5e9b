import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { assertConfidence, CONFIDENCE, type Interval } from '../interval.js';

/**
 * The exact interval of the probability of success, within [0, 1]: its coverage is at least the confidence (Clopper and
 * Pearson, Biometrika 26, 1934). Throws a RangeError where the two numbers are no counts.
 */
export function successInterval(successes: number, trials: number, confidence = CONFIDENCE): Interval {
  assertConfidence(confidence);
  if (!(
    Number.isSafeInteger(trials) &&
    Number.isSafeInteger(successes) &&
    successes >= 0 &&
    successes <= trials
  ))
    throw new RangeError(`${successes} of ${trials} is no count of successes.`);
  const tail = (1 - confidence) / 2;
  return {
    estimate: successes / trials,
    low: successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    high: successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
  };
}
