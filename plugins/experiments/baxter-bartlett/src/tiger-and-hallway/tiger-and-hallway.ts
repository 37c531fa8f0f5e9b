import type { Experiment } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { experiment } from '../experiment.js';

/** Experiment 8: what can be learnt without memory where memory is needed. */
export const tigerAndHallway = experiment({
  id: 'tiger-hallway',
  summary: 'How near memoryless policies come to the best one on Tiger and Hallway.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 8,
    title: 'Tiger and Hallway without memory',
    question:
      'How near do memoryless policies, learnt by GPOMDP, come to the best memoryless policy, and how far is that from the optimum?',
    replications: async () => [(await import('../exact-ascents.js')).exactAscents],
    begin: async (size, laboratory) => (await import('./plan.js')).plan(size, laboratory),
  }),
});
