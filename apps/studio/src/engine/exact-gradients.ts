import { GpomdpAnalysis, PolicyAnalysis } from '@pomdp-gym/exact';
import { nextTurn } from '@pomdp-gym/solving';
import type { CallContext } from './call-context.js';
import type { Calls, ExactGradients, GradientAtBeta } from './calls.js';
import { degreesBetween } from './degrees-between.js';
import { mixingSteps } from './mixing-steps.js';
import { problemOfRun, requireModel } from './problem-of-run.js';
import { withoutRounding } from './without-rounding.js';

/** η, ∇η and, for each β, ∇_βη with bias and variance of GPOMDP, its trace reset where an episode ends. Stops between β once the signal aborts. */
export async function exactGradients(
  { betas, ...of }: Calls['gradients']['argument'],
  { registry, signal }: CallContext,
): Promise<ExactGradients> {
  const { environment, policy } = problemOfRun(of, registry);
  const analysis = PolicyAnalysis.ofPolicy(requireModel(environment, of.recipe.environment), policy);
  const errors = new GpomdpAnalysis(analysis);
  const rounded = withoutRounding(analysis);
  const gradient = rounded(analysis.gradient());
  const atBeta: GradientAtBeta[] = [];
  for (const beta of betas) {
    await nextTurn();
    signal.throwIfAborted();
    const discounted = rounded(analysis.discountedGradient(beta));
    const { squaredBias, variance } = errors.error(beta);
    const degrees = degreesBetween(discounted, gradient);
    atBeta.push({ beta, gradient: [...discounted], degrees, squaredBias, variance });
  }
  return {
    averageReward: analysis.averageReward,
    gradient: [...gradient],
    mixing: mixingSteps(analysis),
    ends: analysis.ends,
    atBeta,
  };
}
