import { policy, recipeOf, type Spaces } from '@pomdp-gym/contracts';
import { RememberingPolicy, TabularPolicy } from '@pomdp-gym/conformance';
import { z } from 'zod';

const sizesOf = ({ observationSpace, actionSpace }: Spaces): [number, number] => {
  if (observationSpace.kind === 'box' || actionSpace.kind === 'box')
    throw new RangeError('It is for finite spaces.');
  return [observationSpace.size, actionSpace.size];
};

/** An agent without memory, and one that remembers one of two nodes: the plainest policies of conformance. */
export const memoryless = recipeOf(
  'policy',
  policy({
    id: 'memoryless',
    summary: 'For tests.',
    options: z.strictObject({}),
    create: (_, spaces) => new TabularPolicy(...sizesOf(spaces)),
  }),
);

export const remembering = recipeOf(
  'policy',
  policy({
    id: 'remembering',
    summary: 'For tests.',
    options: z.strictObject({}),
    create: (_, spaces) => new RememberingPolicy(2, ...sizesOf(spaces)),
  }),
);
