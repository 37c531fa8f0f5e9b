import { pow } from '@pomdp-gym/numerics';
import { mean } from '../mean.js';

/** Hall's cubic of Student's ratio, which removes its skewness, and the inverse. */
export interface SkewnessCorrection {
  transform(ratio: number): number;
  restore(value: number): number;
}

/**
 * g(t) = t + a t²/3 + a² t³/27 + a/6 with a = γ/√n (Hall, Journal of the Royal Statistical Society B 54, 1992, equation 2.3).
 * γ is the sample's skewness, freed of its bias for normal samples (G₁), and multiplied by the weight below.
 */
export function skewnessCorrection(values: ArrayLike<number>): SkewnessCorrection {
  const count = values.length;
  const a = correctedSkewness(values) / Math.sqrt(count);
  if (!(Math.abs(a) > 1e-9)) return { transform: (ratio) => ratio, restore: (value) => value };
  return {
    transform: (ratio) => ratio + (a * ratio ** 2) / 3 + (a ** 2 * ratio ** 3) / 27 + a / 6,
    restore: (value) => (3 * (cubeRoot(1 + a * (value - a / 6)) - 1)) / a,
  };
}

function correctedSkewness(values: ArrayLike<number>): number {
  const count = values.length;
  if (count < 3) return 0;
  const center = mean(values);
  const moment = (power: number) => mean(Array.from(values, (value) => (value - center) ** power));
  const scale = moment(2);
  if (scale === 0) return 0;
  const skewness = moment(3) / scale ** 1.5;
  const unbiased = (skewness * Math.sqrt(count * (count - 1))) / (count - 2);
  return unbiased * correctionWeight(moment(4) / scale ** 2 - 1 - skewness ** 2, count);
}

/**
 * From 0 to 1: how far a sample is from two points. Kurtosis − 1 − skewness² is 0 for two points and above 0 for everything
 * else (Pearson 1916); Hall's expansion holds for no law on two points (Cramér's condition), and overcovers there. The weight
 * rises from 0 to 1 while that slack goes from one to two thirds of its value in normal samples of this size, where kurtosis
 * is 3(n − 1)/(n + 1) and skewness² is 6(n − 2)/((n + 1)(n + 3)) on average. The two bounds are this project's, chosen by coverage.
 */
function correctionWeight(slack: number, count: number): number {
  const normal = (3 * (count - 1)) / (count + 1) - 1 - (6 * (count - 2)) / ((count + 1) * (count + 3));
  return Math.min(1, Math.max(0, (3 * slack) / normal - 1));
}

function cubeRoot(x: number): number {
  return x === 0 ? 0 : Math.sign(x) * pow(Math.abs(x), 1 / 3);
}
