export interface EstimatorSettings {
  /** Options to make it with, where the defaults are not what should be checked. */
  readonly options?: Readonly<Record<string, unknown>>;
  /**
   * Set where it is GPOMDP in another order of summation: it must then give the paper's own recursion, to rounding, at the
   * β of its option `beta`.
   */
  readonly forwardRecursion?: boolean;
  /**
   * β where its estimand is ∇_βη: the mean of many estimates is then held to the exact gradient. Unless told, its option
   * `beta`; where there is none, nothing is known of the estimand and the check is left out.
   */
  readonly beta?: number;
  /** Seed of the rules that draw samples and count; 1 unless told. */
  readonly seed?: number;
}
