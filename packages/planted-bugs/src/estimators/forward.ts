import type {
  Critic,
  Estimator,
  GradientEstimate,
  GradientTarget,
  ParametricPolicy,
  StepBatch,
} from '@pomdp-gym/contracts';
import { addScaled, scale } from '@pomdp-gym/numerics';

export const BETA = 0.8;

/**
 * GPOMDP as the paper has it (Baxter and Bartlett 2001, algorithm 1), step by step, with β = .8: z = β z + ∇log μ and
 * Δ = Σ r z / T; an ending sets z to zero. Sound; each part of it is open to a bug.
 */
export class Forward implements Estimator {
  readonly target: GradientTarget = { objective: 'average', beta: BETA };
  protected readonly trace: Float64Array;
  protected readonly sum: Float64Array;
  protected steps = 0;
  protected total = 0;

  constructor(
    protected readonly policy: ParametricPolicy,
    protected readonly critic?: Critic,
  ) {
    this.trace = new Float64Array(policy.parameters.length);
    this.sum = new Float64Array(policy.parameters.length);
  }

  reset(): void {
    this.trace.fill(0);
    this.sum.fill(0);
    this.steps = 0;
    this.total = 0;
  }

  update(batch: StepBatch): void {
    for (let row = 0; row < batch.length; row++) this.step(batch, row);
    if (batch.ending !== 'none') this.end();
  }

  estimate(): GradientEstimate {
    const gradient = this.sum.slice();
    scale(gradient, 1 / this.steps);
    return { gradient, steps: this.steps, averageReward: this.total / this.steps };
  }

  protected step(batch: StepBatch, row: number): void {
    const reward = batch.rewards[row]!;
    scale(this.trace, BETA);
    this.policy.addScore(batch, row, 1, this.trace);
    addScaled(this.sum, reward, this.trace);
    this.total += reward;
    this.steps++;
  }

  protected end(): void {
    this.trace.fill(0);
  }
}
