import type { Experiment } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { experiment } from '../experiment.js';

/** Experiment 7: call admission, from the companion paper. */
export const callAdmission = experiment({
  id: 'call-admission',
  summary: 'What CONJPOMDP and OLPOMDP earn at call admission, in the units of the companion paper.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 7,
    title: 'Call admission control',
    question:
      'What do CONJPOMDP and OLPOMDP earn on the link of Marbach and Tsitsiklis, in the companion paper’s units?',
    replications: () => [],
    begin: async (size, laboratory) => (await import('./plan.js')).plan(size, laboratory),
  }),
});
