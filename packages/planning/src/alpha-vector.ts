/** The value of doing `action` and then what was planned, from each state of one observed block. */
export interface AlphaVector {
  readonly block: number;
  readonly action: number;
  /** One number a state of the block. */
  readonly values: Float64Array;
}
