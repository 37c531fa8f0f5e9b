import { exp } from './exp.js';
import { log } from './log.js';

/** Replaces x_i by exp(x_i) / Σ_j exp(x_j) on `length` places from `offset` on; safe for every finite x. */
export function softmax(x: Float64Array, offset: number, length: number): void {
  if (length === 2) return softmaxOfTwo(x, offset);
  const end = offset + length;
  let greatest = -Infinity;
  for (let i = offset; i < end; i++) greatest = Math.max(greatest, x[i]!);
  let sum = 0;
  const one = 1 + (greatest - greatest); // e⁰, and NaN where a number is infinite
  for (let i = offset; i < end; i++) sum += x[i] = x[i] === greatest ? one : exp(x[i]! - greatest);
  for (let i = offset; i < end; i++) x[i]! /= sum;
}

/** The same for two numbers, which stay in registers. */
function softmaxOfTwo(x: Float64Array, offset: number): void {
  const first = x[offset]!;
  const second = x[offset + 1]!;
  const isFirst = first >= second;
  const lesser = exp(isFirst ? second - first : first - second);
  const greatest = isFirst ? first : second;
  const one = 1 + (greatest - greatest); // e⁰, and NaN where a number is infinite
  const sum = one + lesser;
  x[offset] = (isFirst ? one : lesser) / sum;
  x[offset + 1] = (isFirst ? lesser : one) / sum;
}

/** log Σ_j exp(x_j) over `length` places from `offset` on; safe for every finite x. */
export function logSumExp(x: Float64Array, offset: number, length: number): number {
  const end = offset + length;
  let greatest = -Infinity;
  for (let i = offset; i < end; i++) greatest = Math.max(greatest, x[i]!);
  let sum = 0;
  for (let i = offset; i < end; i++) sum += exp(x[i]! - greatest);
  return greatest + log(sum);
}

/**
 * Writes ∂log p_outcome / ∂x_i for `length` outcomes into the front of `slopes`: the bits of `softmaxGradient` for a weight of 1 and zeros.
 *
 * @param probabilities p, from `offset` on.
 */
export function softmaxScore(
  slopes: Float64Array,
  outcome: number,
  probabilities: Float64Array,
  offset: number,
  length: number,
): void {
  let likeliest = 0;
  let greatest = probabilities[offset]!;
  for (let i = 1; i < length; i++) {
    const probability = probabilities[offset + i]!;
    if (probability > greatest) {
      greatest = probability;
      likeliest = i;
    }
  }
  let others = 0;
  for (let i = 0; i < length; i++) {
    if (i !== likeliest) others += slopes[i] = (i === outcome ? 1 : 0) - probabilities[offset + i]!;
  }
  slopes[likeliest] = -others;
}

/**
 * Replaces `length` weights w_i from `at` on by Σ_a w_a ∂log p_a / ∂x_i = w_i − p_i Σ_a w_a, where p ∝ exp(x). These sum to
 * zero, so that of the likeliest outcome is minus the sum of the others: near p = 1 the subtraction 1 − p has no digits.
 *
 * @param probabilities p, from `offset` on.
 */
export function softmaxGradient(
  weights: Float64Array,
  at: number,
  probabilities: Float64Array,
  offset: number,
  length: number,
): void {
  let likeliest = 0;
  let sum = 0;
  for (let i = 0; i < length; i++) {
    if (probabilities[offset + i]! > probabilities[offset + likeliest]!) likeliest = i;
    sum += weights[at + i]!;
  }
  let others = 0;
  for (let i = 0; i < length; i++) {
    if (i !== likeliest) others += weights[at + i]! -= sum * probabilities[offset + i]!;
  }
  weights[at + likeliest] = -others;
}
