import { policy } from '@pomdp-gym/contracts';
import { observationCount } from '@pomdp-gym/models';
import { z } from 'zod';
import { BeliefSoftmax } from './belief-softmax.js';

/** The most parameters it may have: products of many states are too many to learn or to keep. */
const MOST = 1e6;

const options = z.strictObject({
  products: z
    .boolean()
    .default(false)
    .describe('whether products of two entries of the belief are features too, besides the entries'),
});

export const beliefPolicy = policy({
  id: 'belief',
  summary: 'Softmax policy on the exact belief of a finite model.',
  options,
  create: ({ products }, { observationSpace, actionSpace }, model): BeliefSoftmax => {
    const known = model?.();
    if (!known) throw new RangeError('A belief needs the model of its environment; this one has none.');
    const fits =
      observationSpace.kind === 'discrete' &&
      actionSpace.kind === 'discrete' &&
      observationSpace.size === observationCount(known) &&
      actionSpace.size === known.actions;
    if (!fits) {
      throw new RangeError(
        'The model of this environment is over other observations or actions than the environment itself.',
      );
    }
    const made = (known.states + (products ? (known.states * (known.states + 1)) / 2 : 0)) * known.actions;
    if (made > MOST)
      throw new RangeError(`With products it has ${made} parameters here; at most ${MOST} are kept.`);
    return new BeliefSoftmax(known, products);
  },
});
