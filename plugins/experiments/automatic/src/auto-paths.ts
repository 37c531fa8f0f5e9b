import type { Estimator } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { replication } from '@pomdp-gym/reproduction';
import { estimatesAlongPath } from '@pomdp-gym/training';
import { z } from 'zod';
import { problemAt, problemSettings } from './problems.js';

/** What `auto` makes of one path at each T: its estimate, and the β it chose. */
export const autoPaths = replication({
  id: 'auto-paths',
  settings: z.strictObject({ problem: problemSettings, steps: z.array(z.int()), seed: z.int() }),
  line: z.strictObject({ gradients: z.array(z.array(z.number())), betas: z.array(z.number()) }),
  async make({ problem, steps, seed }, replicate, registry) {
    const { environment, policy } = problemAt(problem, registry);
    const random = (of: string) => randomStream(seed, 'automatic', problem.name, replicate, of);
    const auto = registry.create('estimator', { id: 'auto', options: {} }, policy);
    const betas: number[] = [];
    const [gradients] = await estimatesAlongPath({
      environment,
      policy,
      environmentRandom: random('environment'),
      policyRandom: random('policy'),
      estimators: [noting(auto, betas)],
      steps,
    });
    return { gradients: gradients!, betas };
  },
});

/** The same estimator; the β of its estimates are noted. */
function noting(estimator: Estimator, betas: number[]): Estimator {
  return {
    reset: () => estimator.reset(),
    update: (batch) => estimator.update(batch),
    estimate: () => {
      const estimate = estimator.estimate();
      betas.push(estimate.choice!.beta);
      return estimate;
    },
  };
}
