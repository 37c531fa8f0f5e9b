import type { FiniteModel, GradientTarget, ParametricPolicy } from '@pomdp-gym/contracts';
import { DiscountedAnalysis } from './discounted-analysis.js';
import { PolicyAnalysis } from './policy-analysis.js';

/** The gradient that an estimator with this target tends to at the policy's θ, K numbers: what its mean is held against. */
export function targetGradient(
  model: FiniteModel,
  policy: ParametricPolicy,
  target: GradientTarget,
): Float64Array {
  if (target.objective === 'discounted')
    return DiscountedAnalysis.ofPolicy(model, policy, target.discount).gradient();
  const analysis = PolicyAnalysis.ofPolicy(model, policy);
  return target.beta === undefined
    ? analysis.gradient()
    : analysis.discountedGradient(target.beta, target.endings);
}
