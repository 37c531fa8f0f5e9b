import { type BoxSpace, type Environment, InputError, type Observation } from '@pomdp-gym/contracts';
import { wrapEnvironment } from '@pomdp-gym/models';

/** Rows of numbers one behind the other, the oldest first. Before there are enough, the first stands in the place of the others. */
export function stackNumbers(environment: Environment, { low, high }: BoxSpace, frames: number): Environment {
  const stack = new Float64Array(low.length * frames);
  const repeated = (limits: readonly number[]) => Array.from({ length: frames }).flatMap(() => limits);
  const fill = (observation: Observation): Observation => {
    for (let frame = 0; frame < frames; frame++) put(stack, frame * low.length, observation);
    return stack;
  };
  return wrapEnvironment(environment, {
    observationSpace: { kind: 'box', low: repeated(low), high: repeated(high) },
    optimum: environment.optimum,
    begin: fill,
    change: (step) => {
      stack.copyWithin(0, low.length);
      put(stack, stack.length - low.length, step.observation);
      step.observation = stack;
    },
    memory: {
      save: () => [...stack],
      restore: (saved) => stack.set(savedStack(saved, stack.length)),
    },
  });
}

function put(stack: Float64Array, place: number, observation: Observation): void {
  if (typeof observation !== 'number') stack.set(observation, place);
}

function savedStack(saved: unknown, length: number): readonly number[] {
  if (Array.isArray(saved) && saved.length === length && saved.every((value) => typeof value === 'number'))
    return saved;
  throw new InputError(`This is no saved stack of ${length} numbers.`);
}
