import { type Environment, InputError, wrapper } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { stackNumbers } from './stack-numbers.js';
import { stackTuples } from './stack-tuples.js';

const options = z.strictObject({
  frames: z
    .int()
    .min(1)
    .max(1000)
    .default(2)
    .describe('How many observations are seen at once, the last ones'),
});

/** The most stacks of finitely many observations. */
const MOST_STACKS = 1_000_000;

/** Gymnasium's FrameStackObservation with its padding "reset". Actions, rewards and endings stay. */
export const frameStack = wrapper({
  id: 'FrameStack',
  summary: 'Shows the last observations together, the oldest first.',
  options,
  create: ({ frames }, environment) => (frames === 1 ? environment : stacked(environment, frames)),
});

function stacked(environment: Environment, frames: number): Environment {
  const { observationSpace: space } = environment;
  if (space.kind === 'box') return stackNumbers(environment, space, frames);
  if (space.size ** frames <= MOST_STACKS) return stackTuples(environment, space, frames);
  throw new InputError(
    `FrameStack would have ${space.size} to the power of ${frames} observations, and a million are possible: stack fewer frames.`,
  );
}
