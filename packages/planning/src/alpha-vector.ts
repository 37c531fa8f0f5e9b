/** The value of doing `action` and then what was planned, from each state of one observed block. */
export interface AlphaVector {
  readonly block: number;
  readonly action: number;
  /** One number a state of the block. */
  readonly values: Float64Array;
  /**
   * The continuation: the vector that the plan goes on with after each observation, undefined where the observation
   * cannot follow. Then α(s) ≤ r(s, u) + γ Σ_s' P(s' | s, u) Σ_y P(y | u, s') α_y(s') at every state of the block, up to
   * rounding. Vectors from files and those of upper bounds have none.
   */
  readonly next?: readonly (AlphaVector | undefined)[];
}
