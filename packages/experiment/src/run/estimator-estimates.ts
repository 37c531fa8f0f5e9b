import {
  type Estimator,
  type FiniteModel,
  InputError,
  type ParametricPolicy,
  type Reference,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';
import { estimatesAlongPath } from '@pomdp-gym/training';
import { createCritic } from './create-critic.js';
import { createProblem, type Problem, type ProblemDescription } from './create-problem.js';

/** What is estimated: the gradient at θ, by each of these estimators, after each number of steps. */
export interface EstimatorQuestion extends ProblemDescription {
  readonly theta: readonly number[];
  readonly estimators: readonly Reference[];
  /** The critic of every estimator: each has one of its own. */
  readonly critic?: Reference | undefined;
  /** T, rising. */
  readonly steps: readonly number[];
  readonly seed: number;
}

/** Makes an estimator for a problem, with a critic where one is given. */
export function createEstimator(
  estimator: Reference,
  critic: Reference | undefined,
  { environment, policy }: Problem,
  registry: Registry,
): Estimator {
  const model: (() => FiniteModel) | undefined = environment.model?.bind(environment);
  const { observationSpace, actionSpace } = environment;
  const spaces = { observationSpace, actionSpace, memorySpace: policy.memorySpace };
  const made = critic && createCritic(critic, spaces, model, registry);
  return registry.create('estimator', estimator, policy, made, model);
}

/**
 * What the estimators make of one path of the environment under μ(θ): Δ_T by estimator, then T, then component. The estimates of
 * one path share its chance; those of two replicates are independent.
 *
 * @throws InputError where an estimate is no row of K finite numbers.
 */
export async function estimatorEstimates(
  { theta, estimators, critic, steps, seed, ...references }: EstimatorQuestion,
  replicate: number,
  registry: Registry,
): Promise<number[][][]> {
  const problem = createProblem(references, theta, registry);
  const estimates = await estimatesAlongPath({
    ...problem,
    estimators: estimators.map((each) => createEstimator(each, critic, problem, registry)),
    environmentRandom: randomStream(seed, 'replicate', replicate, 'environment'),
    policyRandom: randomStream(seed, 'replicate', replicate, 'policy'),
    steps,
  });
  estimators.forEach(({ id }, i) => requireGradients(id, estimates[i]!, steps, problem.policy));
  return estimates;
}

function requireGradients(
  id: string,
  gradients: readonly (readonly number[])[],
  steps: readonly number[],
  { parameters }: ParametricPolicy,
): void {
  const K = parameters.length;
  gradients.forEach((gradient, i) => {
    const after = `After ${steps[i]} steps the estimator ${id} estimates`;
    if (gradient.length !== K)
      throw new InputError(`${after} ${gradient.length} numbers; the policy has ${K} parameters.`);
    const bad = gradient.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0)
      throw new InputError(`${after} component ${bad} as ${gradient[bad]}; it must be a finite number.`);
  });
}
