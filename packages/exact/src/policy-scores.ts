import {
  addScores,
  type Column,
  type FiniteStateController,
  type ParametricPolicy,
  type StepBatch,
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
  const choices = nodes * observations * actions * nodes;
  const column = (element: (choice: number) => number): Column => ({
    width: 0,
    values: Int32Array.from({ length: choices }, (_, choice) => element(choice)),
  });
  const batch: StepBatch = {
    length: choices,
    observations: column((choice) => Math.floor(choice / (nodes * actions)) % observations),
    actions: column((choice) => Math.floor(choice / nodes) % actions),
    rewards: new Float64Array(choices),
    ending: 'none',
    memory: policy.memorySpace && {
      before: column((choice) => Math.floor(choice / (nodes * actions * observations))),
      after: column((choice) => choice % nodes),
    },
  };
  return {
    parameters: policy.parameters.length,
    addScore: (choice, weight, into) => policy.addScore(batch, choice, weight, into),
    addScores: (weights, into) => addScores(policy, batch, weights, into),
  };
}

/** The size of a policy: of a table, which has one memory node, or of a controller. */
type Shape = Pick<FiniteStateController, 'observations' | 'actions'> & { readonly nodes?: number };
