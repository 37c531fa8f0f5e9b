import {
  addScores,
  everyChoice,
  type FiniteStateController,
  type ParametricPolicy,
} from '@pomdp-gym/contracts';

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
 * The scores of a policy, read through its own `addScores`: one batch holds every choice (m, y, u, m') once, choice
 * ((m · O + y) · A + u) · M + m' in that row. So exact needs no derivatives from a policy but those that estimators use.
 */
export function policyScores(policy: ParametricPolicy, { nodes = 1, observations, actions }: Shape): Scores {
  const batch = everyChoice(policy, { nodes, observations, actions });
  return {
    parameters: policy.parameters.length,
    addScore: (choice, weight, into) => policy.addScore(batch, choice, weight, into),
    addScores: (weights, into) => addScores(policy, batch, weights, into),
  };
}

/** The size of a policy: of a table, which has one memory node, or of a controller. */
type Shape = Pick<FiniteStateController, 'observations' | 'actions'> & { readonly nodes?: number };
