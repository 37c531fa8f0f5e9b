import { critic, InputError } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { featuresOf } from './features.js';
import { TdCritic } from './td-critic.js';

const options = z.strictObject({
  discount: z
    .number()
    .min(0)
    .max(1)
    .default(0.8)
    .describe('γ, the discount of the values: as a baseline of gpomdp, its β; of reinforce, its γ'),
  lambda: z
    .number()
    .min(0)
    .max(1)
    .default(0.8)
    .describe('λ, how far credit reaches back: 0 bootstraps, 1 does not'),
  stepSize: z
    .number()
    .min(0)
    .default(0.05)
    .describe('α, the step of the first update; at 0 it learns nothing'),
  halfLife: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe('steps after which α is half of what it was at first, falling as 1/n; null keeps it'),
  features: z
    .enum(['auto', 'given', 'one-hot'])
    .default('auto')
    .describe(
      "what a finite observation is described by: the environment's features, one indicator an observation, or whichever there is",
    ),
  start: z
    .array(z.number())
    .default([])
    .describe('the weights to begin with, one a feature and memory node; none for zeros'),
});

/** Temporal differences, tabular or linear. */
export const td = critic({
  id: 'td',
  summary: 'TD(λ): values of observations by temporal differences, tabular or linear in features.',
  options,
  create: ({ discount, lambda, stepSize, halfLife, features: choice, start }, spaces) => {
    const features = featuresOf(spaces, choice);
    if (start.length > 0 && start.length !== features.size)
      throw new InputError(
        `The critic td has ${features.size} weights here, and \`start\` gives ${start.length}.`,
      );
    const falling = (steps: number) => stepSize / (1 + steps / (halfLife ?? Infinity));
    return new TdCritic(features, { discount, lambda, start, stepSize: falling });
  },
});
