/** `toFixed` takes no more. */
const MOST = 100;

/**
 * Decimals for a column of values: enough for so many significant digits of the largest, and at least so many. Values that are
 * not finite, or absent, do not count.
 */
export function decimalsFor(values: readonly (number | null | undefined)[], digits = 4): number {
  const sizes = values.map((value) => Math.abs(value ?? 0)).filter(Number.isFinite);
  const largest = Math.max(0, ...sizes);
  if (largest === 0) return digits;
  return Math.min(MOST, Math.max(digits, digits - 1 - Math.floor(Math.log10(largest))));
}
