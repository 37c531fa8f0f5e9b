/**
 * The mean of the middle half: a quarter of the values is cut from each end, and where n is no multiple of four, those
 * at the cuts count by the fraction inside. Sturdier than the mean, steadier than the median. NaN of nothing, and where a
 * value is NaN.
 */
export function interquartileMean(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0 || Number.isNaN(sorted[n - 1])) return NaN;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const inside = Math.min(i + 1, (3 * n) / 4) - Math.max(i, n / 4);
    if (inside > 0) sum += inside * sorted[i]!;
  }
  return sum / (n / 2);
}
