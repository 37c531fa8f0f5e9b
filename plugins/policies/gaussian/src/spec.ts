import { type BoxSpace, policy } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { Gaussian } from './gaussian.js';

const options = z.strictObject({
  hidden: z
    .array(z.int().min(1).max(10_000))
    .max(10)
    .default([])
    .describe(
      'how many tanh units each hidden layer of the mean has; none for a mean that is linear in the observation',
    ),
  initialScale: z
    .number()
    .min(0)
    .default(0.1)
    .describe('weights start uniform within this over the root of how many inputs their layer has'),
  initialDeviation: z
    .number()
    .positive()
    .default(0.5)
    .describe('the standard deviation at the start, where 1 is half the width of the box of actions'),
});

export const gaussianPolicy = policy({
  id: 'gaussian',
  summary:
    'Normal policy for actions that are vectors; its mean is linear in the observation or a tanh network.',
  options,
  create: (
    { hidden, initialScale, initialDeviation },
    { observationSpace, actionSpace },
    _model,
    random = randomStream(0, 'gaussian'),
  ): Gaussian => {
    if (actionSpace.kind !== 'box') {
      throw new RangeError(
        'The gaussian policy draws vectors; this environment has finitely many actions: take softmax or mlp.',
      );
    }
    if (observationSpace.kind !== 'box') {
      throw new RangeError(
        'The gaussian policy is for observations that are vectors; this environment has finitely many.',
      );
    }
    if (refusesSome(actionSpace)) {
      throw new RangeError(
        'A normal law draws actions beyond every limit, and this environment refuses those outside its box instead of clipping them.',
      );
    }
    return new Gaussian(observationSpace, actionSpace, { hidden, initialScale, initialDeviation, random });
  },
});

function refusesSome({ low, high, outside }: BoxSpace): boolean {
  return outside !== 'clipped' && [...low, ...high].some(Number.isFinite);
}
