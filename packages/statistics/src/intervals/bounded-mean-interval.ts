import { InputError } from '@pomdp-gym/contracts';
import { log } from '@pomdp-gym/numerics';
import { assertConfidence, CONFIDENCE, type Interval } from '../interval.js';
import { mean } from '../mean.js';

/** Between which two numbers a score can lie at all. */
export type ScoreRange = readonly [least: number, greatest: number];

/**
 * The interval of the mean of independent scores that lie within a range: its coverage is at least the confidence for every
 * number of seeds and every law on the range, and it stays within it. From a band around the distribution function
 * (Anderson 1969) with the exact constant of Massart (Annals of Probability 18, 1990), half of the error on each side.
 * Throws an InputError where a score lies outside.
 */
export function boundedMeanInterval(
  values: ArrayLike<number>,
  [least, greatest]: ScoreRange,
  confidence = CONFIDENCE,
): Interval {
  assertConfidence(confidence);
  const sorted = Float64Array.from(values).sort();
  const outside = sorted.find((value) => !(value >= least && value <= greatest));
  if (outside !== undefined)
    throw new InputError(`The score ${outside} lies outside the range from ${least} to ${greatest}.`);
  const count = sorted.length;
  const band = Math.sqrt(log(2 / (1 - confidence)) / (2 * count));
  /** greatest − ∫ F, where F is the empirical distribution function moved by `shift` and kept from 0 to 1. */
  const meanUnder = (shift: number) =>
    Array.from({ length: count + 1 }, (_, i) => {
      const length = (sorted[i] ?? greatest) - (i === 0 ? least : sorted[i - 1]!);
      return length * Math.min(1, Math.max(0, i / count + shift));
    }).reduce((rest, part) => rest - part, greatest);
  return { estimate: mean(values), low: meanUnder(band), high: meanUnder(-band) };
}
