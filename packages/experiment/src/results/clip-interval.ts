/** Between which two numbers an average, or a sum, can lie at all. */
export type Attainable = readonly [least: number, greatest: number];

/** The part of an interval that is possible; its estimate stays in it, as a simulated one may lie beyond by chance. */
export function clipInterval<Found extends { low: number | null; high: number | null; mean: number | null }>(
  found: Found,
  [least, greatest]: Attainable,
): Found {
  const { low, high, mean } = found;
  if (low === null || high === null || mean === null) return found;
  return {
    ...found,
    low: Math.min(mean, Math.max(low, least)),
    high: Math.max(mean, Math.min(high, greatest)),
  };
}
