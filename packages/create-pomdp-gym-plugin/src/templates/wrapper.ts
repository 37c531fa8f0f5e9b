import {
  type Action,
  type Environment,
  type Observation,
  type Random,
  type StepResult,
  wrapper,
} from '@pomdp-gym/contracts';
import { z } from 'zod';

// Yours: the options, each with a default and a description.
const options = z.strictObject({
  factor: z.number().default(0.5).describe('What every reward is multiplied by'),
});

/** Multiplies every reward. It states no model: that of the inner environment has other rewards. */
class ScaledRewards implements Environment {
  readonly observationSpace;
  readonly actionSpace;
  readonly task;

  constructor(
    private readonly environment: Environment,
    private readonly factor: number,
  ) {
    this.observationSpace = environment.observationSpace;
    this.actionSpace = environment.actionSpace;
    this.task = environment.task;
  }

  reset(random: Random): Observation {
    return this.environment.reset(random);
  }

  // Yours: what changes on the way in and out.
  step(action: Action): StepResult {
    const result = this.environment.step(action);
    return { ...result, reward: this.factor * result.reward };
  }
}

export const template = wrapper({
  id: 'template',
  summary: 'Multiplies every reward by a factor.',
  options,
  create: ({ factor }, environment) => new ScaledRewards(environment, factor),
});
