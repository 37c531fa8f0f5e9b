/** Replaces x_i by exp(x_i) / Σ_j exp(x_j) on `length` places from `offset` on; safe for every finite x. */
export function softmax(x: Float64Array, offset: number, length: number): void {
  const end = offset + length;
  let greatest = -Infinity;
  for (let i = offset; i < end; i++) greatest = Math.max(greatest, x[i]!);
  let sum = 0;
  for (let i = offset; i < end; i++) sum += x[i] = Math.exp(x[i]! - greatest);
  for (let i = offset; i < end; i++) x[i]! /= sum;
}
