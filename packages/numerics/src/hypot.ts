/** √(Σ x²) in operations that all machines round alike, without an overflow on the way. */
export function hypot(...values: readonly number[]): number {
  let greatest = 0;
  for (const value of values) greatest = Math.max(greatest, Math.abs(value));
  if (greatest === 0 || !(greatest < Infinity)) return greatest;
  let sum = 0;
  for (const value of values) sum += (value / greatest) * (value / greatest);
  return greatest * Math.sqrt(sum);
}
