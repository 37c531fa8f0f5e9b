/**
 * A share of the optimum in words of a table; undefined where it says nothing: for an optimum that is not known, and for
 * less than nothing, as a loss is no share of a gain.
 */
export function percentOfOptimum(fraction: number | null, decimals = 1): string | undefined {
  return fraction === null || fraction < 0 ? undefined : `${(100 * fraction).toFixed(decimals)} %`;
}
