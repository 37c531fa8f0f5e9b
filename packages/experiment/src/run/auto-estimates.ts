import type { Estimator, Random } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { estimatesAlongPath } from '@pomdp-gym/training';
import type { Problem } from './create-problem.js';

/** What the estimator `auto` makes of a path after T steps: its estimate, and the largest β that it is made of. */
export interface AutoEstimate {
  readonly beta: number;
  readonly gradient: readonly number[];
}

/** The estimates of `auto` along one path, by T, which rises. */
export async function autoEstimates(
  problem: Problem,
  randoms: { readonly environmentRandom: Random; readonly policyRandom: Random },
  steps: readonly number[],
  registry: Registry,
): Promise<AutoEstimate[]> {
  const betas: number[] = [];
  const auto = registry.create('estimator', { id: 'auto', options: {} }, problem.policy);
  const [gradients = []] = await estimatesAlongPath({
    ...problem,
    ...randoms,
    estimators: [noting(auto, betas)],
    steps,
  });
  return gradients.map((gradient, i) => ({ beta: betas[i]!, gradient }));
}

/** The same estimator; the β of its estimates are noted. */
function noting(estimator: Estimator, betas: number[]): Estimator {
  return {
    reset: () => estimator.reset(),
    update: (batch) => estimator.update(batch),
    estimate: () => {
      const estimate = estimator.estimate();
      betas.push(estimate.choice?.beta ?? NaN);
      return estimate;
    },
  };
}
