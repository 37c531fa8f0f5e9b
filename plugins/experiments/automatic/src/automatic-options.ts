import { z } from 'zod';

export const automaticOptions = z.strictObject({
  group: z
    .enum(['all', 'tuning', 'held-out'])
    .default('all')
    .describe('Which of the problems: those that the rule was tuned on, those that were held out, or all'),
  only: z
    .array(z.string())
    .default([])
    .describe(
      'The problems that are tried, by name, such as [ThreeState, Garnet-101]; all of the group by default',
    ),
  parts: z
    .array(z.enum(['errors', 'ascents', 'signs']))
    .default(['errors', 'ascents', 'signs'])
    .describe('What is run: gradient errors, ascents by CONJPOMDP, the sign test'),
});

export type AutomaticOptions = z.infer<typeof automaticOptions>;
