import { InputError } from '@pomdp-gym/contracts';
import { PolicyAnalysis } from '@pomdp-gym/exact';
import { gradientEstimates, type GradientQuestion } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { nextTurn } from '@pomdp-gym/solving';
import { DEFAULT_KIND, intervalKinds, meanInterval, Replicates } from '@pomdp-gym/statistics';
import type { CallContext } from './call-context.js';
import type { PolicyOfRun } from './calls.js';
import { degreesBetween } from './degrees-between.js';
import type { AngleSummary, EstimatesAtSteps, Sampling } from './estimate-calls.js';
import { problemOfRun, requireModel } from './problem-of-run.js';
import { describeRecipe } from './run-recipe.js';
import { withoutRounding } from './without-rounding.js';

/**
 * Estimates the gradient by GPOMDP, its trace reset where an episode ends as the exact limit has it, along one path after another, and emits after each what all paths so far estimate, with the angles
 * to the exact gradients. Stops between paths once the signal aborts.
 */
export async function gradientPaths(
  { steps, paths, ...question }: PolicyOfRun & Sampling,
  { registry, emit, signal }: CallContext,
): Promise<void> {
  const { environment, policy } = problemOfRun(question, registry);
  const analysis = PolicyAnalysis.ofPolicy(requireModel(environment, question.recipe.environment), policy);
  const rounded = withoutRounding(analysis);
  const truths = {
    gradient: rounded(analysis.gradient()),
    limit: rounded(analysis.discountedGradient(question.beta)),
  };
  const asked = { ...sampledProblem(question, registry), steps };
  const gradients = steps.map((): number[][] => []);
  for (let path = 0; path < paths; path++) {
    await nextTurn();
    signal.throwIfAborted();
    const [estimates = []] = await gradientEstimates(asked, path, registry);
    estimates.forEach((estimate, i) => gradients[i]!.push(estimate));
    const at = steps.map((T, i) => summary(T, gradients[i]!, truths));
    emit({ paths: path + 1, interval: `95 % by ${intervalKinds[DEFAULT_KIND]}`, at });
  }
}

/** What `gradientEstimates` needs of a run. Throws an InputError where the agent names no policy. */
function sampledProblem(
  { recipe, theta, beta, seed }: PolicyOfRun & Omit<Sampling, 'steps' | 'paths'>,
  registry: Registry,
): Omit<GradientQuestion, 'steps'> {
  const { environment, agent, seed: policySeed } = describeRecipe(recipe, registry);
  if (!agent.policy) throw new InputError(`The agent ${recipe.agent} names no policy to sample by.`);
  return { environment, policy: agent.policy, policySeed, theta, betas: [beta], seed, endings: 'reset' };
}

function summary(
  steps: number,
  gradients: readonly (readonly number[])[],
  { gradient, limit }: Readonly<Record<'gradient' | 'limit', Float64Array>>,
): EstimatesAtSteps {
  const angles = (truth: Float64Array) =>
    gradients.map((estimate) => degreesBetween(Float64Array.from(estimate), truth));
  return {
    ...{ steps, gradients: [...gradients] },
    ...{ toGradient: meanAngle(angles(gradient)), toLimit: meanAngle(angles(limit)) },
  };
}

/** The mean of angles over paths, and its interval. */
function meanAngle(degrees: readonly (number | null)[]): AngleSummary {
  const known = degrees.filter((angle) => angle !== null);
  if (known.length === 0) return { degrees, mean: null, low: null, high: null };
  if (known.length === 1) return { degrees, mean: known[0]!, low: null, high: null };
  const { estimate, low, high } = meanInterval(Replicates.bySeed(known.entries()), { range: [0, 180] });
  return { degrees, mean: estimate, low, high };
}
