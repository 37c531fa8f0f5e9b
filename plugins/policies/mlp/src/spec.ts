import { policy } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { NetworkSoftmax } from './network-softmax.js';

const options = z.strictObject({
  hidden: z
    .array(z.int().min(1).max(10_000))
    .max(10)
    .default([16])
    .describe('how many tanh units each hidden layer has, from the first on'),
  initialScale: z
    .number()
    .min(0)
    .default(1)
    .describe('weights start uniform within this over the root of how many inputs their layer has'),
});

export const mlpPolicy = policy({
  id: 'mlp',
  summary: 'Softmax policy of a tanh network (multilayer perceptron), for observations that are vectors.',
  options,
  create: (
    { hidden, initialScale },
    { observationSpace, actionSpace },
    _model,
    random = randomStream(0, 'mlp'),
  ): NetworkSoftmax => {
    if (actionSpace.kind !== 'discrete') {
      throw new RangeError(
        'The mlp policy chooses among finitely many actions; this environment has a box of them: take gaussian.',
      );
    }
    if (observationSpace.kind !== 'box') {
      throw new RangeError(
        'The mlp policy is for observations that are vectors; this environment has finitely many: take softmax or window.',
      );
    }
    return new NetworkSoftmax(observationSpace, actionSpace.size, { hidden, initialScale, random });
  },
});
