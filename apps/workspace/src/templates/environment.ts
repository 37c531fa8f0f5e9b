import { environment } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { z } from 'zod';

const options = z.strictObject({
  stay: z.number().min(0).max(1).default(0.9).describe('Probability that the state stays as it is'),
});

/** Two states, seen as they are; the action that names the state earns 1. */
export const template = environment({
  id: 'Template-v0',
  summary: 'Two states, which are seen; the action that names the state earns 1.',
  options,
  create: ({ stay }) =>
    new ModelEnvironment(
      finiteModel({
        states: 2,
        actions: 2,
        observations: 2,
        transition: (state) => [
          [state, stay],
          [1 - state, 1 - stay],
        ],
        observation: (_action, next) => [[next, 1]],
        initialObservation: (state) => [[state, 1]],
        reward: (state, action) => (state === action ? 1 : 0),
        start: [[0, 1]],
      }),
    ),
});
