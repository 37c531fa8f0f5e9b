/**
 * p-values adjusted for being many, in the order given: the i-th smallest of m is multiplied by m − i, counted from 0, and is at least the one
 * before it (Holm, Scandinavian Journal of Statistics 6, 1979). Those at most α are rejected with family-wise error at most α.
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length);
  let least = 0;
  for (const [rank, i] of order.entries()) {
    least = Math.max(least, Math.min(1, pValues[i]! * (pValues.length - rank)));
    adjusted[i] = least;
  }
  return adjusted;
}
