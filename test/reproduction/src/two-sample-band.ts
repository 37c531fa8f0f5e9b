/** What a publication says of some runs. */
export interface Reference {
  readonly mean: number;
  readonly runs: number;
  /** The standard deviation of a run, where it is quoted. */
  readonly deviation?: number;
  /** Half a unit of the last digit quoted of the mean. */
  readonly rounding: number;
}

/** Standard errors within which two means are said to agree: one pair of equal normal means in 16,000 does not. */
export const STANDARD_ERRORS = 4;

export interface Comparison {
  /** Mean of our runs. */
  readonly mean: number;
  /** How far it may lie from the reference. */
  readonly halfWidth: number;
  readonly agrees: boolean;
}

/**
 * Whether our runs and the reference's can be of one law: their means differ by no more than four standard errors of the
 * difference, σ √(1/n + 1/n_ref), and the rounding of the reference. σ is the greater of our sample's deviation and
 * the quoted one, because a sample that missed the rare bad run knows too little of it.
 */
export function compare(values: readonly number[], reference: Reference): Comparison {
  const { mean, deviation } = meanAndDeviation(values);
  const sigma = Math.max(deviation, reference.deviation ?? 0);
  const standardError = sigma * Math.sqrt(1 / values.length + 1 / reference.runs);
  const halfWidth = STANDARD_ERRORS * standardError + reference.rounding;
  return { mean, halfWidth, agrees: Math.abs(mean - reference.mean) <= halfWidth };
}

/**
 * The standard deviation behind root mean square deviations quoted separately for the runs above and below the mean: the
 * variance of two points at these distances is their product. Spread within either side makes the true one greater.
 */
export function deviationOf({ above, below }: { above: number; below: number }): number {
  return Math.sqrt(above * below);
}

function meanAndDeviation(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}
