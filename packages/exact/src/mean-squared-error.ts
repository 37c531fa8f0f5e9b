/** How far GPOMDP's estimate at one β is from ∇η, for long runs. */
export interface AsymptoticError {
  readonly beta: number;
  /** ‖∇_βη − ∇η‖²: what remains however long the run. */
  readonly squaredBias: number;
  /** tr lim T · Cov(Δ_T): what falls as 1/T. */
  readonly variance: number;
}

/**
 * E‖Δ_T − ∇η‖² up to terms that fall faster than 1/T: for T well beyond the mixing time and 1/(1 − β). The first of
 * those terms is the start's, for the chain does not begin by its stationary law and the trace begins at zero.
 */
export function meanSquaredError({ squaredBias, variance }: AsymptoticError, steps: number): number {
  return squaredBias + variance / steps;
}
