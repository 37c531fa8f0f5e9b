import type { FiniteModel } from '@pomdp-gym/contracts';
import { defaultPrecision, discountOption, precisionOf } from '@pomdp-gym/planning';
import { z } from 'zod';

/** What both solvers ask. */
export const options = z.strictObject({
  criterion: z
    .enum(['discounted', 'average'])
    .default('discounted')
    .describe('What is maximised: the discounted sum of rewards, or the average reward per step.'),
  discount: discountOption,
  precision: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe(
      'The gap between the bounds at which it is done, in the unit of rewards; none: 1e-8 of the range of rewards.',
    ),
  loss: z
    .number()
    .min(0)
    .default(1e-4)
    .describe(
      'What may be lost because observations hide the state, as a part of what the range of rewards adds up to; where it is more, the model is refused.',
    ),
});

export type Options = z.infer<typeof options>;

/** The options with the precision as a number in the unit of rewards. */
export interface Settings extends Options {
  readonly precision: number;
}

/** The options as they are meant for one model. */
export function settingsFor(given: Options, model: FiniteModel): Settings {
  return { ...given, precision: precisionOf(given.precision, model, defaultPrecision.sweep) };
}
