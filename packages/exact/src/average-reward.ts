import type { FiniteModel, FiniteTable, ParametricPolicy } from '@pomdp-gym/contracts';
import { PolicyAnalysis } from './policy-analysis.js';

/** η of a policy without memory: its long-run reward per step. */
export function averageReward(model: FiniteModel, table: FiniteTable): number {
  return PolicyAnalysis.ofTable(model, table).averageReward;
}

/** π over the model's states under a policy without memory, S numbers: how often each is left by an action. */
export function stationaryDistribution(model: FiniteModel, table: FiniteTable): Float64Array {
  const { chain, stationary } = PolicyAnalysis.ofTable(model, table);
  const law = new Float64Array(model.states);
  stationary.forEach((mass, x) => (law[chain.observed.states[chain.observedState[x]!]!]! += mass));
  return law;
}

/** ∇η at the policy's θ, K numbers. */
export function averageRewardGradient(model: FiniteModel, policy: ParametricPolicy): Float64Array {
  return PolicyAnalysis.ofPolicy(model, policy).gradient();
}

/** ∇_βη at the policy's θ for each β in [0, 1), in order. */
export function discountedGradients(
  model: FiniteModel,
  policy: ParametricPolicy,
  betas: readonly number[],
): Float64Array[] {
  const analysis = PolicyAnalysis.ofPolicy(model, policy);
  return betas.map((beta) => analysis.discountedGradient(beta));
}

/** |λ₂| of the chain under a policy without memory; undefined for a chain too large for its whole spectrum. */
export function secondEigenvalue(model: FiniteModel, table: FiniteTable): number | undefined {
  return PolicyAnalysis.ofTable(model, table).secondEigenvalue();
}
