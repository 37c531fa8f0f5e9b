import { addScores, type FiniteTable, type ParametricPolicy, type StepBatch } from '@pomdp-gym/contracts';

/** ∇log of the probability of each choice, numbered as in `JointChain`, met through weighted sums only. */
export interface Scores {
  /** K */
  readonly parameters: number;
  /** into += weight · score_choice */
  addScore(choice: number, weight: number, into: Float64Array): void;
  /** into += Σ_c weights[c] · score_c */
  addScores(weights: Float64Array, into: Float64Array): void;
}

/**
 * The scores of a policy without memory, read through its own `addScores`: one batch holds every pair of observation
 * and action once, pair (y, u) in row y · A + u. So exact needs no derivatives from a policy but those that estimators use.
 */
export function policyScores(policy: ParametricPolicy, { observations, actions }: FiniteTable): Scores {
  const pairs = observations * actions;
  const batch: StepBatch = {
    length: pairs,
    observations: { width: 0, values: Int32Array.from({ length: pairs }, (_, i) => Math.floor(i / actions)) },
    actions: { width: 0, values: Int32Array.from({ length: pairs }, (_, i) => i % actions) },
    rewards: new Float64Array(pairs),
    ending: 'none',
  };
  return {
    parameters: policy.parameters.length,
    addScore: (choice, weight, into) => policy.addScore(batch, choice, weight, into),
    addScores: (weights, into) => addScores(policy, batch, weights, into),
  };
}
