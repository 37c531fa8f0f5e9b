import { mean } from './mean.js';

/** A mean with the root mean square deviation of the values above it and of those below, taken apart. */
export interface SplitDeviation {
  readonly mean: number;
  /** Of the values above the mean; 0 where there are none. */
  readonly above: number;
  /** Of the values below the mean; 0 where there are none. */
  readonly below: number;
}

/**
 * Error bars as Baxter and Bartlett draw them (recalled): results pile up under an optimum, so one bar for both sides
 * would reach above it. Of nothing all three are NaN.
 */
export function splitDeviation(values: ArrayLike<number>): SplitDeviation {
  const center = mean(values);
  if (Number.isNaN(center)) return { mean: NaN, above: NaN, below: NaN };
  const deviations = Array.from(values, (value) => value - center);
  return {
    mean: center,
    above: rootMeanSquare(deviations.filter((deviation) => deviation > 0)),
    below: rootMeanSquare(deviations.filter((deviation) => deviation < 0)),
  };
}

function rootMeanSquare(deviations: readonly number[]): number {
  if (deviations.length === 0) return 0;
  return Math.sqrt(mean(deviations.map((deviation) => deviation ** 2)));
}
