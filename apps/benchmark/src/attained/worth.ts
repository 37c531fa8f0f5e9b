import type { FiniteModel } from '@pomdp-gym/contracts';
import type { AlphaVectorPolicy } from '@pomdp-gym/planning';

/** What a policy earns from the start. */
export interface Worth {
  /**
   * Linear equations over the beliefs it comes to; the backup of its vectors by their own continuations; or the mean of
   * simulated episodes.
   */
  readonly by: 'beliefs' | 'backup' | 'episodes';
  readonly value: number;
  /** The standard error of `value`; 0 unless by episodes. */
  readonly error: number;
  /** How many were simulated. */
  readonly episodes: number;
}

/** A policy, and what its solver said that it earns at least. */
export interface Claim {
  /** The model that the environment samples. */
  readonly model: FiniteModel;
  readonly policy: AlphaVectorPolicy;
  readonly lower: number;
}
