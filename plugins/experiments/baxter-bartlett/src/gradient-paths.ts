import { gradientEstimates } from '@pomdp-gym/experiment';
import { z } from 'zod';
import { replication } from '@pomdp-gym/reproduction';

const reference = z.strictObject({ id: z.string(), options: z.record(z.string(), z.unknown()) });

const settingsSchema = z.strictObject({
  environment: reference,
  policy: reference,
  theta: z.array(z.number()),
  betas: z.array(z.number()),
  /** T, rising. */
  steps: z.array(z.int()),
  seed: z.int(),
});

/**
 * One path of the environment under μ(θ), and what GPOMDP makes of it: for each β, the estimate Δ_T at each T. The estimates
 * of one path share its chance; those of two replicates are independent.
 */
export const gradientPaths = replication({
  id: 'gradient-paths',
  settings: settingsSchema,
  /** Δ_T by β, then T, then component. */
  line: z.strictObject({ gradients: z.array(z.array(z.array(z.number()))) }),
  make: async (settings, replicate, registry) => ({
    gradients: await gradientEstimates(settings, replicate, registry),
  }),
});
