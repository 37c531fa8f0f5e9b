import { exp } from '@pomdp-gym/numerics';
/** Rows of a batch by their logarithms of probability, under the policy that acted and under the policy as it stands. */
export interface JudgedRows {
  readonly length: number;
  readonly advantages: Float64Array;
  readonly logBefore: Float64Array;
  readonly logNow: Float64Array;
}

/** min(ρ A, clip(ρ, 1 − ε, 1 + ε) A) of one row, where ρ is the ratio of probabilities (Schulman et al. 2017, equation 7). */
export function clippedGain(ratio: number, advantage: number, clip: number): number {
  const clipped = Math.min(1 + clip, Math.max(1 - clip, ratio));
  return Math.min(ratio * advantage, clipped * advantage);
}

/**
 * Writes weights w_i so that Σ_i w_i ∇log p_i is the gradient of (1/n) Σ_i min(ρ_i A_i, clip(ρ_i) A_i) plus `entropy` times an
 * estimate of the gradient of the mean entropy.
 *
 * Where the clipped term is the smaller one, a row has no slope; elsewhere its slope in log p is ρ A. The gradient of the
 * entropy is −E[log p ∇log p] under the policy as it stands: rows that another policy made count with ρ, and the mean of
 * log p is subtracted, which changes no mean because that of ∇log p is zero.
 */
export function surrogateWeights(
  { length, advantages, logBefore, logNow }: JudgedRows,
  clip: number,
  entropy: number,
  into: Float64Array,
): void {
  let mean = 0;
  for (let i = 0; i < length; i++) mean += logNow[i]! / length;
  for (let i = 0; i < length; i++) {
    const ratio = exp(logNow[i]! - logBefore[i]!);
    const advantage = advantages[i]!;
    const isClipped = advantage > 0 ? ratio > 1 + clip : ratio < 1 - clip;
    const gain = isClipped ? 0 : ratio * advantage;
    into[i] = (gain - entropy * ratio * (logNow[i]! - mean)) / length;
  }
}

/**
 * An estimate of the Kullback-Leibler divergence of the policy that acted from the policy as it stands: the mean of
 * ρ − 1 − log ρ, which is unbiased and never negative.
 */
export function meanDivergence({ length, logBefore, logNow }: JudgedRows): number {
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const logRatio = logNow[i]! - logBefore[i]!;
    sum += exp(logRatio) - 1 - logRatio;
  }
  return sum / length;
}
