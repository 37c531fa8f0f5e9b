import type { Experiment } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { experiment } from '../experiment.js';

/** Experiment 4: the least T with which CONJPOMDP learns stably. */
export const runningTime = experiment({
  id: 'running-time',
  summary: 'How many steps CONJPOMDP needs on the three-state problem, by β.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 4,
    title: 'How many steps a gradient needs',
    question:
      'What is the least T with which CONJPOMDP learns the three-state problem stably, by β, and why?',
    replications: () => [],
    begin: async (size, laboratory) => (await import('./plan.js')).plan(size, laboratory),
  }),
});
