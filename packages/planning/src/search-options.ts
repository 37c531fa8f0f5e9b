import { z } from 'zod';

/** γ to plan with. */
export const discountOption = z
  .number()
  .min(0)
  .lt(1)
  .nullable()
  .default(null)
  .describe('γ to plan with; none: the one that the model states.');

/** Megabytes at which a solver stops. */
export const memoryOption = z.number().positive().nullable().default(null);

/** The gap at which a solver with bounds from both sides is done. */
export const gapOptions = {
  precision: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe(
      'The gap between the bounds at the start belief at which it is done, in the unit of rewards; none: 1e-5 of the range of rewards.',
    ),
  relativePrecision: z
    .number()
    .gt(0)
    .lt(1)
    .nullable()
    .default(null)
    .describe('The gap as a part of the larger bound, in place of precision; none: precision counts.'),
};

/** The options of solvers that search by trials. */
export const searchOptions = {
  ...gapOptions,
  trials: z
    .int()
    .min(0)
    .nullable()
    .default(null)
    .describe('The number of trials after which it stops; none: no limit.'),
  depth: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe(
      'The number of beliefs a trial visits at most; none: as many as the gap at the start asks for.',
    ),
  memory: memoryOption.describe(
    'Megabytes of beliefs, α-vectors and points at which it stops; none: no limit.',
  ),
  beliefs: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe('The number of beliefs stored at which it stops; none: no limit.'),
  discount: discountOption,
};
