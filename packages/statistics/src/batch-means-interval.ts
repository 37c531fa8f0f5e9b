import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { joinNeighbours } from './growing-batches.js';
import { around, assertConfidence, CONFIDENCE, type Interval } from './interval.js';

/** The interval of a mean of dependent values. */
export interface BatchMeansInterval extends Interval {
  /** Independent batches of equal length that would say as much. */
  readonly effectiveBatches: number;
  /** Whether the longest batches tried still depend on one another: the interval may be too narrow then. */
  readonly correlated: boolean;
}

/** Batches are joined while they depend on one another and at least this many are left. */
const FEWEST = 16;

/** The one-sided 5 % point of the standard normal law. */
const SIGNIFICANT = 1.645;

/**
 * The interval of the mean Σ sums / Σ lengths of a stationary series, by batch means: neighbouring batches are joined until
 * the lag-1 correlation of their residuals, R_i − mean · L_i, is no more than chance makes it (Law and Carson, Operations
 * Research 27, 1979), and what is left of it widens the interval by √((1 + ρ) / (1 − ρ)) (Tafazzoli, Wilson, Lada and Steiger,
 * Skart, INFORMS Journal on Computing 23, 2011). Batches may differ in length: where each is an episode or several, this is the
 * ratio estimator of the regenerative method (Crane and Lemoine 1977). The sources are recalled.
 *
 * Of fewer than two batches the interval is the whole line. A series that visits only one part of what it should looks
 * settled to any method: give it batches that end where the process begins anew, where it does.
 *
 * @param sums of the values of each batch, in order.
 * @param lengths how many values each batch holds.
 */
export function batchMeansInterval(
  sums: readonly number[],
  lengths: readonly number[],
  confidence = CONFIDENCE,
): BatchMeansInterval {
  assertConfidence(confidence);
  const length = total(lengths);
  const estimate = total(sums) / length;
  const residuals = roundedAway(
    sums.map((sum, i) => sum - estimate * lengths[i]!),
    sums,
  );
  const sizes = [...lengths];
  while (residuals.length >= 2 * FEWEST && isCorrelated(residuals)) {
    joinNeighbours(residuals);
    joinNeighbours(sizes);
  }
  const count = residuals.length;
  const correlation = Math.min(Math.max(0, lagOne(residuals)), 1 - 1 / count);
  const inflation = (1 + correlation) / (1 - correlation);
  const effectiveBatches = length ** 2 / squares(sizes) / inflation;
  if (count < 2) return { ...around(estimate, Infinity), effectiveBatches, correlated: false };
  const deviation = Math.sqrt(((squares(residuals) * count) / (count - 1)) * inflation);
  const reach = (tQuantile((1 + confidence) / 2, count - 1) * deviation) / length;
  return { ...around(estimate, reach), effectiveBatches, correlated: isCorrelated(residuals) };
}

/** What sums of one and the same number differ by, as a part of them. */
const ROUNDING = 1e-12;

/** Residuals that are nothing but rounding become 0: the sums of one number drift together, and look correlated. */
function roundedAway(residuals: number[], sums: readonly number[]): number[] {
  const greatest = (values: readonly number[]) =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return greatest(residuals) <= ROUNDING * greatest(sums) ? residuals.map(() => 0) : residuals;
}

function isCorrelated(residuals: readonly number[]): boolean {
  return lagOne(residuals) > SIGNIFICANT / Math.sqrt(residuals.length);
}

/** The lag-1 autocorrelation of numbers whose mean is 0; 0 where all are. */
function lagOne(residuals: readonly number[]): number {
  const products = residuals.slice(1).reduce((sum, value, i) => sum + value * residuals[i]!, 0);
  return products === 0 ? 0 : products / squares(residuals);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function squares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value ** 2, 0);
}
