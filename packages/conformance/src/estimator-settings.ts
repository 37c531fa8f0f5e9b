import type { GradientTarget } from '@pomdp-gym/contracts';

export interface EstimatorSettings {
  /** Options to make it with, where the defaults are not what should be checked. */
  readonly options?: Readonly<Record<string, unknown>>;
  /**
   * Set where it is GPOMDP in another order of summation: it must then give the paper's own recursion, to rounding, at the
   * β and with the endings of its target.
   */
  readonly forwardRecursion?: boolean;
  /**
   * The gradient that its estimates tend to: their mean is held to it. By default the target that it states; where there is
   * none, nothing is known of what it estimates, and the rule is not decided.
   */
  readonly target?: GradientTarget;
  /** The same for ∇_βη: its β. */
  readonly beta?: number;
  /**
   * Set where it takes the values of a critic as a baseline: with any critic its estimand must then be the same, since a
   * baseline that depends on the observation alone leaves the mean as it is.
   */
  readonly baseline?: boolean;
  /** Set where it cannot do without a critic: it is then given one in all rules. */
  readonly needsCritic?: boolean;
  /** Steps of each of the 40 paths whose estimates are averaged; 4,000 by default. Stated rates of false alarms hold for no fewer. */
  readonly steps?: number;
  /** Seed of the rules that draw samples and count; 1 by default. */
  readonly seed?: number;
}
