import {
  addScores,
  type Estimator,
  estimator,
  type GradientEstimate,
  InputError,
  type ParametricPolicy,
  rowsOf,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { addScaled, scale } from '@pomdp-gym/numerics';
import { z } from 'zod';

const options = z.strictObject({
  beta: z
    .number()
    .min(0)
    .lt(1)
    .default(0.8)
    .describe('β, the discount of the eligibility trace: bias falls and variance grows as it nears 1'),
});

/** What is carried from batch to batch. */
const saved = z.object({
  sum: z.array(z.number()),
  trace: z.array(z.number()),
  rewardSum: z.number(),
  steps: z.number(),
});

/**
 * GPOMDP (Baxter & Bartlett): with z_0 = Δ_0 = 0,
 *
 *     z_{t+1} = β z_t + ∇log μ(u_t | y_t; θ)
 *     Δ_{t+1} = Δ_t + [r_{t+1} z_{t+1} − Δ_t] / (t + 1)
 *
 * summed here in another order, batch by batch. In a batch of n steps with rewards r_0 … r_{n−1}, a score counts for all
 * rewards from its own on, G_i = r_i + β G_{i+1}, and the trace z carried in counts for β Σ_i β^i r_i = β G_0. The cost a
 * step is one scalar and one score, whatever the number of parameters. Credit ends with an episode.
 */
class Gpomdp implements Estimator {
  readonly target;
  private readonly sum: Float64Array;
  /** z, as the next batch finds it. */
  private readonly trace: Float64Array;
  private weights = new Float64Array(0);
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
    this.rewardSum = 0;
    this.steps = 0;
  }

  update(batch: StepBatch): void {
    const { beta, sum, trace } = this;
    const rewardToGo = this.scanRewards(batch);
    addScores(this.policy, batch, this.weights, sum);
    addScaled(sum, beta * rewardToGo, trace);
    this.steps += batch.length;
    if (batch.ending === 'none') this.carryTrace(batch);
    else trace.fill(0);
  }

  save(): z.infer<typeof saved> {
    const { sum, trace, rewardSum, steps } = this;
    return { sum: [...sum], trace: [...trace], rewardSum, steps };
  }

  restore(state: unknown): void {
    const { data } = saved.safeParse(state);
    if (!data || data.sum.length !== this.sum.length || data.trace.length !== this.trace.length)
      throw new InputError(`This is no estimate that was saved for ${this.sum.length} parameters.`);
    this.sum.set(data.sum);
    this.trace.set(data.trace);
    this.rewardSum = data.rewardSum;
    this.steps = data.steps;
  }

  estimate(): GradientEstimate {
    if (this.steps === 0) throw new Error('There is no estimate yet: update it with steps first.');
    const gradient = this.sum.slice();
    scale(gradient, 1 / this.steps);
    return { gradient, steps: this.steps, averageReward: this.rewardSum / this.steps };
  }

  /** Writes G_i = Σ_{j ≥ i} β^{j−i} r_j into the weights and returns G_0. */
  private scanRewards({ rewards, length }: StepBatch): number {
    if (this.weights.length < length) this.weights = new Float64Array(length);
    const { beta, weights } = this;
    let rewardToGo = 0;
    let total = 0;
    for (let i = length - 1; i >= 0; i--) {
      const reward = rewards[i]!;
      total += reward;
      rewardToGo = reward + beta * rewardToGo;
      weights[i] = rewardToGo;
    }
    this.rewardSum += total;
    return rewardToGo;
  }

  /** z ← β^n z + Σ_i β^{n−1−i} ∇log μ(u_i | y_i), leaving out what is below the rounding of the sum. */
  private carryTrace(batch: StepBatch): void {
    const { beta, trace, weights } = this;
    const kept = Math.min(batch.length, traceMemory(beta));
    let weight = 1;
    for (let i = kept - 1; i >= 0; i--) {
      weights[i] = weight;
      weight *= beta;
    }
    scale(trace, beta ** batch.length);
    addScores(this.policy, rowsOf(batch, batch.length - kept, batch.length), weights, trace);
  }
}

/** The number of steps m after which β^m / (1 − β), all that is older, is below 10⁻¹⁷. */
function traceMemory(beta: number): number {
  return beta === 0 ? 1 : Math.ceil(Math.log(1e-17 * (1 - beta)) / Math.log(beta));
}

export const gpomdp = estimator({
  id: 'gpomdp',
  summary: 'The gradient of the average reward from one sample path, with a β-discounted eligibility trace.',
  options,
  create: ({ beta }, policy) => new Gpomdp(policy, beta),
});
