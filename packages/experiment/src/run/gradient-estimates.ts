import type { Endings } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';
import { estimatesAlongPath } from '@pomdp-gym/training';
import { createProblem, type ProblemDescription } from './create-problem.js';

/** What is estimated: the gradient at θ, by GPOMDP with each β, after each number of steps. */
export interface GradientQuestion extends ProblemDescription {
  readonly theta: readonly number[];
  readonly betas: readonly number[];
  /** T, rising. */
  readonly steps: readonly number[];
  readonly seed: number;
  /** What the trace does where an episode ends; the default of GPOMDP where it is left out. */
  readonly endings?: Endings | undefined;
}

/**
 * What GPOMDP makes of one path of the environment under μ(θ): Δ_T by β, then T, then component. The estimates of one path
 * share its chance; those of two replicates are independent.
 */
export async function gradientEstimates(
  { theta, betas, steps, seed, endings, ...references }: GradientQuestion,
  replicate: number,
  registry: Registry,
): Promise<number[][][]> {
  const problem = createProblem(references, theta, registry);
  const model = problem.environment.model?.bind(problem.environment);
  return estimatesAlongPath({
    ...problem,
    estimators: betas.map((beta) => {
      const options = { beta, ...(endings && { endings }) };
      return registry.create('estimator', { id: 'gpomdp', options }, problem.policy, undefined, model);
    }),
    environmentRandom: randomStream(seed, 'replicate', replicate, 'environment'),
    policyRandom: randomStream(seed, 'replicate', replicate, 'policy'),
    steps,
  });
}
