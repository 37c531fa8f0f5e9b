import type { Fisher, FiniteModel, GradientTarget, ParametricPolicy } from '@pomdp-gym/contracts';
import { DiscountedAnalysis } from './discounted-analysis.js';
import { PolicyAnalysis } from './policy-analysis.js';

/** What is climbed at the policy's θ: how high it is, and what an ascent goes by. */
export interface TargetAnalysis {
  /** η, or V_γ of the start. */
  readonly value: number;
  /** The gradient that an estimator with this target tends to, K numbers. */
  gradient(): Float64Array;
  /** F under the stationary law, or under that of the discounted visits. */
  fisher(): Fisher;
}

/** The analysis of a target at the policy's θ. Take its gradient and its Fisher matrix before θ changes. */
export function targetAnalysis(
  model: FiniteModel,
  policy: ParametricPolicy,
  target: GradientTarget,
): TargetAnalysis {
  if (target.objective === 'discounted') return DiscountedAnalysis.ofPolicy(model, policy, target.discount);
  const { beta, endings } = target;
  const analysis = PolicyAnalysis.ofPolicy(model, policy);
  return {
    value: analysis.averageReward,
    gradient: () => (beta === undefined ? analysis.gradient() : analysis.discountedGradient(beta, endings)),
    fisher: () => analysis.fisher(),
  };
}
