import type { Action, Environment, Observation, Random, Space, StepResult } from '@pomdp-gym/contracts';

/** Plays what it is put around, and pays half. Sound; each part of it is open to a bug. */
export class Around implements Environment {
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  readonly task: Environment['task'];

  constructor(protected readonly inner: Environment) {
    this.observationSpace = inner.observationSpace;
    this.actionSpace = inner.actionSpace;
    this.task = inner.task;
  }

  reset(random: Random): Observation {
    return this.inner.reset(random);
  }

  step(action: Action): StepResult {
    const result = this.inner.step(action);
    return { ...result, reward: result.reward / 2 };
  }
}
