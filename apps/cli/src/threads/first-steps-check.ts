import type { Check } from '@pomdp-gym/conformance';
import type { Action, Environment, Space } from '@pomdp-gym/contracts';
import { guardedEnvironment } from '@pomdp-gym/experiment';
import { randomStream } from '@pomdp-gym/numerics';

const STEPS = 10;

/**
 * The rule that comes before the others of an environment: it can be made, and what `reset` and the first steps return has the types
 * of the contract. An environment that breaks it breaks most of the others for the same reason.
 */
export function firstStepsCheck(create: () => Environment, part: string): Check {
  return {
    name: 'It can be made, and its first reset and steps return what the contract says.',
    run: () => {
      const environment = guardedEnvironment(create(), part);
      environment.reset(randomStream(0, 'first steps'));
      for (let step = 0; step < STEPS; step++) {
        const { ending } = environment.step(anAction(environment.actionSpace, step));
        if (ending !== 'none') environment.reset(randomStream(0, 'first steps', step));
      }
    },
  };
}

function anAction(space: Space, step: number): Action {
  if (space.kind === 'discrete') return step % space.size;
  return Float64Array.from(space.low, (low, i) => Math.min(Math.max(0, low), space.high[i]!));
}
