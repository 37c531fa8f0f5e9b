import type { Experiment } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { experiment } from './experiment.js';

const options = z.strictObject({
  models: z
    .string()
    .default('')
    .describe(
      'A folder of public model files (.POMDP), for the problems that are not built in; without it they are left out',
    ),
  only: z
    .array(z.string())
    .default([])
    .describe('The problems that are tried, by name, such as [4x3, cheese]; all by default'),
  seeds: z.int().min(1).default(30).describe('Random starts of each controller, at full size'),
});

/** The truth table of memory: what controllers of 1, 2, 4 and 8 nodes are worth. */
export const memory = experiment({
  id: 'memory',
  summary:
    'What memory is worth: the best of controllers of a few nodes by exact gradients, beside published values.',
  options,
  create: (chosen): Experiment => ({
    place: 9,
    title: 'The truth table of memory',
    question:
      'What is a memory of 1, 2, 4 and 8 nodes worth, where gradients are exact and each seed has one random start?',
    replications: async () => {
      const { controllerAscents, optimumBracket } = await import('./machinery.js');
      return [controllerAscents, optimumBracket];
    },
    begin: async (size, laboratory) => (await import('./plan.js')).plan(chosen, size, laboratory),
  }),
});

export type MemoryOptions = z.infer<typeof options>;
