import { type Environment, InputError, wrapper } from '@pomdp-gym/contracts';
import { limitSteps, wrapEnvironment, type WrapperMemory } from '@pomdp-gym/models';
import { z } from 'zod';

const options = z.strictObject({
  steps: z.int().min(1).default(100).describe('Steps after which an episode is cut off'),
});

/** The most pairs of a state and a step that a model of the limit may have. */
const MOST_PAIRS = 1_000_000;

/** Gymnasium's TimeLimit. Spaces and names stay. */
export const timeLimit = wrapper({
  id: 'TimeLimit',
  summary: 'Cuts every episode off (truncated) after a number of steps; the model counts them in its state.',
  options,
  create: ({ steps }, environment) => limited(environment, steps),
});

function limited(environment: Environment, steps: number): Environment {
  const taken = new StepCount();
  const isLarge = (environment.model?.().states ?? 0) * (steps + 1) > MOST_PAIRS;
  return wrapEnvironment(environment, {
    task: 'episodic',
    optimum: undefined,
    ...(isLarge && {
      warnings: [
        `Within ${steps} steps the model has more than a million pairs of a state and a step, so TimeLimit leaves it out: ` +
          'what is exact elsewhere is simulated here.',
      ],
    }),
    model: isLarge ? undefined : (model) => limitSteps(model, steps),
    begin: (observation) => {
      taken.count = 0;
      return observation;
    },
    change: (step) => {
      taken.count++;
      if (step.ending === 'none' && taken.count === steps) step.ending = 'truncated';
    },
    memory: taken,
  });
}

/** The steps taken in an episode. */
class StepCount implements WrapperMemory {
  count = 0;

  save(): number {
    return this.count;
  }

  restore(saved: unknown): void {
    if (typeof saved !== 'number' || !Number.isSafeInteger(saved))
      throw new InputError('This is no episode that was saved under a limit of steps.');
    this.count = saved;
  }
}
