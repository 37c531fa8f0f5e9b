import { type DiscreteSpace, type ParametricPolicy, policy, type SparseRows } from '@pomdp-gym/contracts';
import { sparseRows } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { BoxSoftmax } from './box-softmax.js';
import { TabularSoftmax } from './tabular-softmax.js';

const options = z.strictObject({
  features: z
    .enum(['auto', 'given', 'one-hot'])
    .default('auto')
    .describe(
      "what a finite observation is described by: the environment's features, one indicator an observation, or " +
        'whichever there is',
    ),
});

export const softmaxPolicy = policy({
  id: 'softmax',
  summary: 'Softmax (Gibbs) policy, linear in features of the observation.',
  options,
  create: ({ features }, { observationSpace, actionSpace }): ParametricPolicy => {
    if (actionSpace.kind !== 'discrete') {
      throw new RangeError(
        'The softmax policy chooses among finitely many actions; this environment has a box of them.',
      );
    }
    return observationSpace.kind === 'box'
      ? new BoxSoftmax(observationSpace.low.length, actionSpace.size)
      : new TabularSoftmax(featuresOf(observationSpace, features), actionSpace.size);
  },
});

/** φ as sparse rows, so that one indicator an observation costs one number. */
function featuresOf({ size, features }: DiscreteSpace, choice: 'auto' | 'given' | 'one-hot'): SparseRows {
  if (features && choice !== 'one-hot') {
    return sparseRows(size, features[0]?.length ?? 0, (y) => features[y]!.entries());
  }
  if (choice === 'given') {
    throw new RangeError("This environment gives its observations no features; 'one-hot' needs none.");
  }
  return sparseRows(size, size, (y) => [[y, 1]]);
}
