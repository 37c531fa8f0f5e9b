import type { Experiment } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { experiment } from '../experiment.js';

/** Experiment 6: the error of GPOMDP against its exact bias, its exact variance and the theorem's bound. */
export const errorAndBound = experiment({
  id: 'error-and-bound',
  summary: 'Error of GPOMDP’s estimates beside the bound of the theorem, on four chains.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 6,
    title: 'The error of GPOMDP, exact and bounded',
    question:
      'Do exact bias and exact variance account for the error of GPOMDP for many β and T, and where is the theorem’s bound on the bias tight?',
    replications: async () => [(await import('../gradient-paths.js')).gradientPaths],
    begin: async (size, laboratory) => (await import('./plan.js')).plan(size, laboratory),
  }),
});
