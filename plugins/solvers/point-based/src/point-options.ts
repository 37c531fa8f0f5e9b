import { z } from 'zod';

/** The options that both solvers have. */
export const pointOptions = {
  precision: z
    .number()
    .positive()
    .default(1e-3)
    .describe('It is done when no belief gains as much as would add up to this in the long run.'),
  seed: z.int().min(0).default(1).describe('The seed of the beliefs it samples.'),
  discount: z.number().min(0).lt(1).default(0).describe('γ to plan with; 0: the one the model states.'),
};
