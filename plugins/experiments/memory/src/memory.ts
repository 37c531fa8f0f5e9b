import type { Experiment } from '@pomdp-gym/reproduction';
import { experiment } from './experiment.js';
import { memoryOptions } from './memory-options.js';

/** The truth table of memory: what controllers of 1, 2, 4 and 8 nodes are worth. */
export const memory = experiment({
  id: 'memory',
  summary:
    'What memory is worth: the best of controllers of a few nodes by exact gradients, beside published values.',
  options: memoryOptions,
  create: (chosen): Experiment => ({
    place: 9,
    title: 'The truth table of memory',
    question:
      'What is a memory of 1, 2, 4 and 8 nodes worth, where gradients are exact and each seed has one random start?',
    replications: async () => {
      const { controllerAscents, optimumBracket, sampledAscents } = await import('./machinery.js');
      return [controllerAscents, optimumBracket, sampledAscents];
    },
    begin: async (size, laboratory) => (await import('./plan.js')).plan(chosen, size, laboratory),
  }),
});
