import type { Registry } from '@pomdp-gym/registry';
import type { ProblemDescription } from './create-problem.js';
import { estimatorEstimates } from './estimator-estimates.js';

/** What is estimated: the gradient at θ, by GPOMDP with each β, after each number of steps. */
export interface GradientQuestion extends ProblemDescription {
  readonly theta: readonly number[];
  readonly betas: readonly number[];
  /** T, rising. */
  readonly steps: readonly number[];
  readonly seed: number;
}

/**
 * What GPOMDP makes of one path of the environment under μ(θ): Δ_T by β, then T, then component. The estimates of one path
 * share its chance; those of two replicates are independent.
 */
export function gradientEstimates(
  { betas, ...question }: GradientQuestion,
  replicate: number,
  registry: Registry,
): Promise<number[][][]> {
  const estimators = betas.map((beta) => ({ id: 'gpomdp', options: { beta } }));
  return estimatorEstimates({ ...question, estimators }, replicate, registry);
}
