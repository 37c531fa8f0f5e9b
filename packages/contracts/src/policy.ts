import type { Random } from './random.js';
import type { Action, Observation } from './space.js';
import type { StepBatch } from './step.js';

/** μ(u | y) over finite observations and actions. Lent: valid until θ changes or `table` is called again. */
export interface FiniteTable {
  readonly observations: number;
  readonly actions: number;
  /** observations × actions, row by row; each row sums to one. */
  readonly probabilities: Float64Array;
}

/** Something that acts on what it observes. */
export interface Policy {
  /** Begins an episode. `random` is the source of chance until the next `begin`. */
  begin(random: Random): void;
  /** Draws u_t ~ μ(· | y_t). Over a finite table it draws with `drawIndex` of numerics, as the tabular kernel does. */
  act(observation: Observation): Action;
  /** μ over finite observations, for a policy without memory: for the tabular kernel and for exact analysis. */
  table?(): FiniteTable;
}

/** A policy μ(u | y; θ) with K real parameters that knows the gradient of its own logarithm. */
export interface ParametricPolicy extends Policy {
  /** θ, K numbers. Owned by the policy; whoever trains it writes here between steps. */
  readonly parameters: Float64Array;
  /** into += weight · ∇log μ(u_row | y_row; θ) for one row of the batch. */
  addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void;
  /** into += Σ_i weights[i] · ∇log μ(u_i | y_i; θ), over all rows of the batch. Without it, `addScores` of this package calls `addScore` for each. */
  addScores?(batch: StepBatch, weights: Float64Array, into: Float64Array): void;
}

/** into += Σ_i weights[i] · ∇log μ(u_i | y_i; θ) over the rows of a batch: by the policy's own `addScores`, else row by row. */
export function addScores(
  policy: ParametricPolicy,
  batch: StepBatch,
  weights: Float64Array,
  into: Float64Array,
): void {
  if (policy.addScores) policy.addScores(batch, weights, into);
  else for (let row = 0; row < batch.length; row++) policy.addScore(batch, row, weights[row]!, into);
}

/** Whether a policy has parameters and knows its score. */
export function isParametric(policy: Policy | undefined): policy is ParametricPolicy {
  return policy !== undefined && 'parameters' in policy && 'addScore' in policy;
}
