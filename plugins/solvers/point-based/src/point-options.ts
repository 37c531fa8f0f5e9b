import { discountOption } from '@pomdp-gym/planning';
import { z } from 'zod';

/** The options that both solvers have. */
export const pointOptions = {
  precision: z
    .number()
    .positive()
    .default(1e-3)
    .describe('It is done when no belief gains as much as would add up to this in the long run.'),
  relativePrecision: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe('The same as a part of the larger bound, in place of precision; 0: precision counts.'),
  seed: z.int().min(0).default(1).describe('The seed of the beliefs it samples.'),
  discount: discountOption,
};
