import { discountOption } from '@pomdp-gym/planning';
import { z } from 'zod';

/** What both solvers ask. */
export const options = z.strictObject({
  criterion: z
    .enum(['discounted', 'average'])
    .default('discounted')
    .describe('What is maximised: the discounted sum of rewards, or the average reward per step.'),
  discount: discountOption,
  precision: z.number().positive().default(1e-6).describe('The gap between the bounds at which it is done.'),
  loss: z
    .number()
    .min(0)
    .default(1e-4)
    .describe(
      'What may be lost because observations hide the state, as a part of what the range of rewards adds up to; where it is more, the model is refused.',
    ),
});

export type Options = z.infer<typeof options>;
