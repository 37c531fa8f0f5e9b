import {
  isParametric,
  type Learner,
  learner,
  type ParametricPolicy,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { z } from 'zod';

const options = z.strictObject({
  rate: z
    .number()
    .positive()
    .default(0.1)
    .describe('Length of a step, divided by the largest |reward| so far'),
});

/** θ += rate · r / max|r| · ∇log μ(u | y): the immediate reward alone counts for an action. */
class ImmediateReward implements Learner {
  private readonly score: Float64Array;
  private largest = 0;

  constructor(
    readonly policy: ParametricPolicy,
    private readonly rate: number,
  ) {
    this.score = new Float64Array(policy.parameters.length);
  }

  update(batch: StepBatch): void {
    this.score.fill(0);
    for (let row = 0; row < batch.length; row++) {
      const reward = batch.rewards[row]!;
      this.largest = Math.max(this.largest, Math.abs(reward));
      if (reward !== 0) this.policy.addScore(batch, row, (this.rate * reward) / this.largest, this.score);
    }
    this.score.forEach((change, k) => (this.policy.parameters[k]! += change));
  }
}

export const template = learner({
  id: 'template',
  summary: 'Moves the parameters after each step, by its reward alone.',
  options,
  create({ rate }, _spaces, policy): Learner {
    if (!isParametric(policy))
      throw new RangeError(
        'It trains a policy with parameters and a score, such as softmax: name one for it.',
      );
    return new ImmediateReward(policy, rate);
  },
});
