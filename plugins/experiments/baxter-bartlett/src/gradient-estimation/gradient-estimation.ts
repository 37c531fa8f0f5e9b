import type { Experiment } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { experiment } from '../experiment.js';

/** Experiment 1: what GPOMDP's estimates are worth, against the exact gradient. */
export const gradientEstimation = experiment({
  id: 'gradient-estimation',
  summary: 'How the error of GPOMDP’s estimates depends on β and T on the three-state problem.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 1,
    title: 'Gradient estimates on the three-state problem',
    question: 'How far from the gradient are GPOMDP’s estimates after T steps, and what does β trade?',
    replications: async () => [(await import('../gradient-paths.js')).gradientPaths],
    begin: async (size, laboratory) => (await import('./plan.js')).plan(size, laboratory),
  }),
});
