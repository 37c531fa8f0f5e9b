import type { Experiment } from '@pomdp-gym/reproduction';
import { automaticOptions } from './automatic-options.js';
import { experiment } from './experiment.js';

/** β and T chosen from the data, beside every β and T of a grid. */
export const automatic = experiment({
  id: 'automatic',
  summary:
    'β and T chosen from the data: gradient errors, ascents and signs beside every fixed β and T of a grid.',
  options: automaticOptions,
  create: (chosen): Experiment => ({
    place: 10,
    title: 'β and T from the data',
    question: 'Does an estimator that chooses β and T from its path do as well as the best fixed ones?',
    replications: async () => {
      const { autoPaths, exactErrors, signSearches } = await import('./machinery.js');
      return [autoPaths, exactErrors, signSearches];
    },
    begin: async (size, laboratory) => (await import('./plan.js')).plan(chosen, size, laboratory),
  }),
});
