/** How far GPOMDP's estimate at one β is from ∇η, for long runs. */
export interface AsymptoticError {
  readonly beta: number;
  /** ‖∇_βη − ∇η‖²: what remains however long the run. */
  readonly squaredBias: number;
  /** tr lim T · Cov(Δ_T): what falls as 1/T. */
  readonly variance: number;
}

/**
 * E‖Δ_T − ∇η‖² for T well beyond the mixing time and 1/(1 − β). The variance is right up to terms that fall as 1/T². The bias is not that
 * of T steps: the chain does not begin by its stationary law and the trace begins at zero, which adds a term to E[Δ_T] that falls as 1/T, and
 * so to the error where β leaves a bias. `GpomdpAnalysis.errorsAfter` has both exactly.
 */
export function meanSquaredError({ squaredBias, variance }: AsymptoticError, steps: number): number {
  return squaredBias + variance / steps;
}
