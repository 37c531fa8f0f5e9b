import { z } from 'zod';

/** γ to plan with. */
export const discountOption = z
  .number()
  .min(0)
  .lt(1)
  .default(0)
  .describe('γ to plan with; 0: the one the model states.');

/** The gap at which a solver with bounds from both sides is done. */
export const gapOptions = {
  precision: z
    .number()
    .positive()
    .default(1e-3)
    .describe('The gap between the bounds at the start belief at which it is done.'),
  relativePrecision: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe('The gap as a part of the larger bound, in place of precision; 0: precision counts.'),
};

/** The options of solvers that search by trials. */
export const searchOptions = {
  ...gapOptions,
  trials: z.int().min(0).default(0).describe('The number of trials after which it stops; 0: no limit.'),
  depth: z
    .int()
    .min(0)
    .default(0)
    .describe('The number of beliefs a trial visits at most; 0: as many as the gap at the start asks for.'),
  memory: z
    .number()
    .min(0)
    .default(0)
    .describe('Megabytes of beliefs, α-vectors and points at which it stops; 0: no limit.'),
  discount: discountOption,
};
