import type { Experiment } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { experiment } from '../experiment.js';

/** Experiment 5: how much the end depends on the start. */
export const startingPoints = experiment({
  id: 'starting-points',
  summary: 'Where CONJPOMDP ends from starts ever farther from 0, beside ascents without noise.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 5,
    title: 'Sensitivity to θ₀',
    question:
      'Where does CONJPOMDP end from starts ever farther from 0, and is it local maxima or plateaus that stop it?',
    replications: async () => [(await import('../exact-ascents.js')).exactAscents],
    begin: async (size, laboratory) => (await import('./plan.js')).plan(size, laboratory),
  }),
});
