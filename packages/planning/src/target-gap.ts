/** How close the bounds on the value of the start shall come. */
export interface GapGoal {
  /** U(b₀) − L(b₀) at which a search is done. */
  readonly precision: number;
  /** The gap at which a search is done instead, as a part of the larger of |L(b₀)| and |U(b₀)|; null: `precision` counts. */
  readonly relativePrecision?: number | null;
}

/** The gap at which a search with these bounds at the start is done. */
export function targetGap(
  { precision, relativePrecision = null }: GapGoal,
  lower: number,
  upper: number,
): number {
  if (relativePrecision === null) return precision;
  return Math.max(Number.MIN_VALUE, relativePrecision * Math.max(Math.abs(lower), Math.abs(upper)));
}
