import { type Environment, InputError, wrapper } from '@pomdp-gym/contracts';
import { wrapEnvironment } from '@pomdp-gym/models';
import { z } from 'zod';
import { hideInBox } from './hide-in-box.js';
import { hideObservations } from './hide-observations.js';
import { hideInTuple } from './hide-in-tuple.js';

const options = z.strictObject({
  parts: z
    .array(z.int().min(0))
    .default([])
    .describe(
      'The entries of what is observed that are hidden, counted from 0: of a row of numbers or of a tuple',
    ),
  observations: z
    .array(z.union([z.string(), z.int().min(0)]))
    .default([])
    .describe('Observations that become one, called hidden: by name or number'),
});

/** Gymnasium's FilterObservation. Actions, rewards and endings stay. */
export const hidePart = wrapper({
  id: 'HidePart',
  summary: 'Hides entries of what is observed, or makes several observations look alike.',
  options,
  create: ({ parts, observations }, environment) => {
    if (parts.length > 0 && observations.length > 0)
      throw new InputError('HidePart hides either parts or observations: give one of the two options.');
    if (observations.length > 0) return hideObservations(environment, observations);
    return parts.length > 0 ? hideParts(environment, parts) : environment;
  },
});

function hideParts(environment: Environment, parts: readonly number[]): Environment {
  const { observationSpace: space } = environment;
  if (space.kind === 'box') {
    const { space: observationSpace, see } = hideInBox(space, parts);
    return wrapEnvironment(environment, {
      ...{ observationSpace, optimum: undefined, begin: see },
      change: (step) => {
        step.observation = see(step.observation);
      },
    });
  }
  return hideInTuple(environment, space, parts);
}
