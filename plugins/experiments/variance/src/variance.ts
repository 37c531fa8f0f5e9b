import type { Experiment } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { experiment } from './experiment.js';

/** Which structural factors predict the variance of gradient estimates. */
export const variance = experiment({
  id: 'variance',
  summary:
    'Where the variance of gradient estimates comes from: which structural factors predict it, over the zoo.',
  options: z.strictObject({
    half: z
      .enum(['held-out', 'formation'])
      .default('held-out')
      .describe('The models that decide, or those on which the claims were formed'),
  }),
  create: ({ half }): Experiment => ({
    place: 11,
    title: 'Where the variance comes from',
    question: 'Which structural factors of a problem predict the variance of estimates of its gradient?',
    replications: async () => [(await import('./model-variance.js')).modelVariance],
    begin: async (size, laboratory) => (await import('./plan.js')).plan(half, size, laboratory),
  }),
});
