import type { FiniteModel, GradientTarget, ParametricPolicy } from '@pomdp-gym/contracts';
import { targetAnalysis } from './target-analysis.js';

/** The gradient that an estimator with this target tends to at the policy's θ, K numbers: what its mean is held against. */
export function targetGradient(
  model: FiniteModel,
  policy: ParametricPolicy,
  target: GradientTarget,
): Float64Array {
  return targetAnalysis(model, policy, target).gradient();
}
