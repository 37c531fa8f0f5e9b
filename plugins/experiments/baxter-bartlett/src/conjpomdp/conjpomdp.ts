import type { Experiment } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { experiment } from '../experiment.js';

/** Experiment 2: what CONJPOMDP attains with gradients of T steps. */
export const conjpomdp = experiment({
  id: 'conjpomdp',
  summary: 'What CONJPOMDP earns on the three-state problem, by β and T.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 2,
    title: 'CONJPOMDP on the three-state problem',
    question:
      'What average reward does CONJPOMDP end with, by the steps T of each gradient, and by all steps it takes?',
    replications: () => [],
    begin: async (size, laboratory) => (await import('./plan.js')).plan(size, laboratory),
  }),
});
