import { discountOption, gapOptions } from '@pomdp-gym/planning';
import { z } from 'zod';

/** The options that both solvers have. */
export const pointOptions = {
  precision: gapOptions.precision.describe(
    'It is done when no belief gains as much as would add up to this in the long run, in the unit of rewards; none: 1e-5 of the range of rewards.',
  ),
  relativePrecision: gapOptions.relativePrecision.describe(
    'The same as a part of the larger bound, in place of precision; none: precision counts.',
  ),
  seed: z.int().min(0).default(1).describe('The seed of the beliefs it samples.'),
  discount: discountOption,
};
