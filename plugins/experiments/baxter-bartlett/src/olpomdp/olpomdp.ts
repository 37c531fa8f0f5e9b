import type { Experiment } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { experiment } from '../experiment.js';

/** Experiment 3: OLPOMDP with several step sizes, beside CONJPOMDP. */
export const olpomdp = experiment({
  id: 'olpomdp',
  summary: 'What OLPOMDP earns on the three-state problem, by β and step size.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 3,
    title: 'OLPOMDP on the three-state problem',
    question:
      'How does the online learner fare with fixed steps, and what does CONJPOMDP’s line search save?',
    replications: () => [],
    begin: async (size, laboratory) => (await import('./plan.js')).plan(size, laboratory),
  }),
});
