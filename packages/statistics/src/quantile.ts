/**
 * The p-quantile by linear interpolation between order statistics, (n − 1)p counted from the least: type 7 of Hyndman
 * and Fan (The American Statistician 50, 1996), the default of R and NumPy. NaN of nothing, and where a value is NaN.
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  return quantiles(values, [p])[0]!;
}

/** Several quantiles for one sorting. */
export function quantiles(values: ArrayLike<number>, ps: readonly number[]): number[] {
  for (const p of ps) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`A quantile's level lies from 0 to 1; ${p} does not.`);
  }
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0 || Number.isNaN(sorted.at(-1))) return ps.map(() => NaN);
  return ps.map((p) => {
    const place = (sorted.length - 1) * p;
    const below = Math.floor(place);
    const low = sorted[below]!;
    const high = sorted[Math.ceil(place)]!;
    return low === high ? low : low + (place - below) * (high - low);
  });
}
