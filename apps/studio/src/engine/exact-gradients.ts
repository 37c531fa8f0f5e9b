import { angleDegrees, GpomdpAnalysis, PolicyAnalysis } from '@pomdp-gym/exact';
import { norm } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';
import type { Calls, ExactGradients } from './calls.js';
import { problemOfRun, requireModel } from './problem-of-run.js';

/** η, ∇η and, for each β, ∇_βη with bias and variance of GPOMDP. */
export function exactGradients(
  { betas, ...of }: Calls['gradients']['argument'],
  registry: Registry,
): ExactGradients {
  const { environment, policy } = problemOfRun(of, registry);
  const analysis = PolicyAnalysis.ofPolicy(requireModel(environment, of.recipe.environment), policy);
  const errors = new GpomdpAnalysis(analysis);
  const gradient = analysis.gradient();
  return {
    averageReward: analysis.averageReward,
    gradient: [...gradient],
    atBeta: betas.map((beta) => {
      const discounted = analysis.discountedGradient(beta);
      const isZero = norm(discounted) === 0 || norm(gradient) === 0;
      const { squaredBias, variance } = errors.error(beta);
      return {
        beta,
        gradient: [...discounted],
        degrees: isZero ? null : angleDegrees(discounted, gradient),
        squaredBias,
        variance,
      };
    }),
  };
}
