import { environment, InputError } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { GymnasiumEnvironment } from './gymnasium-environment.js';
import { processFor } from './process-for.js';

const options = z.strictObject({
  id: z.string().default('').describe('Its id in Gymnasium, such as CartPole-v1. It must be given.'),
  module: z
    .string()
    .default('gymnasium')
    .describe('The Python module whose function `make` makes it from its id.'),
  arguments: z
    .record(z.string(), z.json())
    .default({})
    .describe('Further arguments of `make`, such as {map_name: 8x8}.'),
  python: z.string().default('python3').describe('The Python that has the module: a command or a path.'),
  patience: z
    .number()
    .positive()
    .max(86_400)
    .default(60)
    .describe('Seconds without a reply after which its process is ended.'),
});

export const gymnasium = environment({
  id: 'Gymnasium',
  summary: 'An environment of the Python package Gymnasium, by its id, in a process of its own.',
  options,
  create: (recipe) => {
    if (recipe.id === '')
      throw new InputError(
        'The environment Gymnasium has no id: name one of Gymnasium, as in Gymnasium:id=CartPole-v1.',
      );
    return new GymnasiumEnvironment(processFor(recipe));
  },
});
