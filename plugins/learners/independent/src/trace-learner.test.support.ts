import {
  InputError,
  isParametric,
  type Learner,
  learner,
  type ParametricPolicy,
  recipeOf,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { addScaled, scale } from '@pomdp-gym/numerics';
import { z } from 'zod';

/** OLPOMDP as the paper has it, with a fixed step and the mean reward so far subtracted. */
class TraceLearner implements Learner {
  private readonly trace: Float64Array;
  private mean = 0;
  private steps = 0;

  constructor(readonly policy: ParametricPolicy) {
    this.trace = new Float64Array(policy.parameters.length);
  }

  update(batch: StepBatch): void {
    for (let row = 0; row < batch.length; row++) {
      scale(this.trace, 0.9);
      this.policy.addScore(batch, row, 1, this.trace);
      this.mean += (batch.rewards[row]! - this.mean) / ++this.steps;
      addScaled(this.policy.parameters, 0.05 * (batch.rewards[row]! - this.mean), this.trace);
    }
    if (batch.ending !== 'none') this.trace.fill(0);
  }

  save(): readonly number[][] {
    return [[...this.policy.parameters], [...this.trace], [this.mean, this.steps]];
  }

  restore(saved: unknown): void {
    if (!Array.isArray(saved)) throw new InputError('This is no learner that was saved.');
    const [parameters, trace, [mean, steps]] = saved as [number[], number[], [number, number]];
    this.policy.parameters.set(parameters);
    this.trace.set(trace);
    Object.assign(this, { mean, steps });
  }
}

export const traceLearner = recipeOf(
  'learner',
  learner({
    id: 'trace',
    summary: 'For tests.',
    options: z.strictObject({}),
    create: (_, _spaces, policy) => {
      if (!isParametric(policy)) throw new InputError('It needs a policy with parameters.');
      return new TraceLearner(policy);
    },
  }),
);
