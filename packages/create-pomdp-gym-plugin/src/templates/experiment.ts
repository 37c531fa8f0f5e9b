import { specWriter } from '@pomdp-gym/contracts';
import type { ExperimentSpec, Findings } from '@pomdp-gym/reproduction';
import { z } from 'zod';

const experiment = specWriter<ExperimentSpec>();

/** Yours: what is concluded, once the data are there. */
function findings(): Findings {
  return { method: ['Nothing is run yet.'], claims: [], sections: [] };
}

export const template = experiment({
  id: 'template',
  summary: 'An experiment without data yet.',
  options: z.strictObject({}),
  create: () => ({
    // Yours: the question; `replications` and `begin` name the runs and the data it rests on.
    title: 'An experiment',
    question: 'What does it ask?',
    place: 100,
    replications: () => [],
    begin: () => ({ data: [], findings }),
  }),
});
