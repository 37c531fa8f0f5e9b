import {
  type Estimator,
  estimator,
  type GradientEstimate,
  type ParametricPolicy,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { addScaled, scale } from '@pomdp-gym/numerics';
import { z } from 'zod';

// Yours: the options, each with a default and a description.
const options = z.strictObject({
  beta: z.number().min(0).lt(1).default(0.8).describe('Discount of the trace, beta'),
});

/** z ← β z + ∇log μ(u | y), Δ = mean of r z (Baxter and Bartlett, ICML 2000, algorithm 1). An ending sets z to 0. */
class TraceEstimator implements Estimator {
  /** What the estimates tend to: conformance and `gradcheck` hold the estimator to it. Yours: state it first. */
  readonly target;
  private readonly sum: Float64Array;
  private readonly trace: Float64Array;
  private rewardSum = 0;
  private steps = 0;

  constructor(
    private readonly policy: ParametricPolicy,
    private readonly beta: number,
  ) {
    this.target = { objective: 'average', beta } as const;
    this.sum = new Float64Array(policy.parameters.length);
    this.trace = new Float64Array(policy.parameters.length);
  }

  reset(): void {
    this.sum.fill(0);
    this.trace.fill(0);
    this.rewardSum = this.steps = 0;
  }

  // Yours: what a step adds. The batch is lent: copy what you keep.
  update(batch: StepBatch): void {
    for (let row = 0; row < batch.length; row++) {
      scale(this.trace, this.beta);
      this.policy.addScore(batch, row, 1, this.trace);
      addScaled(this.sum, batch.rewards[row]!, this.trace);
      this.rewardSum += batch.rewards[row]!;
    }
    this.steps += batch.length;
    if (batch.ending !== 'none') this.trace.fill(0);
  }

  estimate(): GradientEstimate {
    const gradient = this.sum.slice();
    scale(gradient, 1 / this.steps);
    return { gradient, steps: this.steps, averageReward: this.rewardSum / this.steps };
  }
}

export const template = estimator({
  id: 'template',
  summary: 'The gradient of the average reward from one path, by a discounted trace of scores.',
  options,
  create: ({ beta }, policy) => new TraceEstimator(policy, beta),
});
