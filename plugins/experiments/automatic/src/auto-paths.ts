import { autoEstimates } from '@pomdp-gym/experiment';
import { randomStream } from '@pomdp-gym/numerics';
import { replication } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { problemAt, problemSettings } from './problems.js';

/** What `auto` makes of one path at each T: its estimate, and the β it chose. */
export const autoPaths = replication({
  id: 'auto-paths',
  settings: z.strictObject({ problem: problemSettings, steps: z.array(z.int()), seed: z.int() }),
  line: z.strictObject({ gradients: z.array(z.array(z.number())), betas: z.array(z.number()) }),
  async make({ problem, steps, seed }, replicate, registry) {
    const random = (of: string) => randomStream(seed, 'automatic', problem.name, replicate, of);
    const randoms = { environmentRandom: random('environment'), policyRandom: random('policy') };
    const estimates = await autoEstimates(problemAt(problem, registry), randoms, steps, registry);
    return {
      gradients: estimates.map(({ gradient }) => [...gradient]),
      betas: estimates.map(({ beta }) => beta),
    };
  },
});
