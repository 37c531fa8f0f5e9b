import {
  addScores,
  type Critic,
  type Estimator,
  estimator,
  type GradientEstimate,
  type GradientTarget,
  InputError,
  type ParametricPolicy,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { addScaled, BatchMeans, power, scale } from '@pomdp-gym/numerics';
import { z } from 'zod';

const options = z.strictObject({
  discount: z.number().min(0).max(1).default(0.95).describe('γ, the discount of the value of the start'),
  baseline: z
    .enum(['none', 'critic'])
    .default('none')
    .describe(
      'what is taken off the return that follows a step: nothing, or the value that the critic of the agent gives it',
    ),
  criticLearns: z
    .boolean()
    .default(true)
    .describe(
      'whether the critic learns from the steps it has valued; where not, its values stay as they are',
    ),
});

type ReinforceOptions = z.infer<typeof options>;

const numbers = z.array(z.number());
const saved = z.object({
  sum: numbers,
  trace: numbers,
  age: z.number(),
  episodes: z.number(),
  returnSum: z.number(),
  rewardSum: z.number(),
  steps: z.number(),
  blocks: z.object({ length: z.number(), left: z.number(), closed: z.array(numbers), begun: numbers }),
});

/** Below this share of its start an episode has nothing more to add that a double can hold. */
const SPENT = 1e-17;

/**
 * REINFORCE (Williams, Machine Learning 8, 1992) for the discounted value of the start: the mean over episodes of
 *
 *     Σ_t γ^t ∇log μ(u_t | y_t; θ) (G_t − b(y_t)),   G_t = Σ_{k ≥ t} γ^{k−t} r_{k+1}
 *
 * summed batch by batch. In a batch whose first step has age a, the score of row i counts for W_i = Σ_{j ≥ i} γ^{a+j} r_j, and the
 * scores of the episode before it, of which only the sum is kept, count for W_0. The last episode of a path is taken as far as
 * it went, which adds a bias of the order of one over the number of episodes. The mean of G_0 over episodes is the estimate of
 * the value itself.
 */
class Reinforce implements Estimator {
  readonly target: GradientTarget;
  private readonly sum: Float64Array;
  /** Σ of the scores of the episode so far. */
  private readonly trace: Float64Array;
  /** The steps of the episode so far. */
  private age = 0;
  /** The episodes that have begun. */
  private episodes = 0;
  /** Σ of γ^t r_{t+1} over the steps of all episodes. */
  private returnSum = 0;
  private rewardSum = 0;
  private steps = 0;
  private weights = new Float64Array(0);
  private values = new Float64Array(0);
  private blocks: BatchMeans;

  constructor(
    private readonly settings: ReinforceOptions,
    private readonly policy: ParametricPolicy,
    private readonly critic: Critic | undefined,
  ) {
    this.target = { objective: 'discounted', discount: settings.discount };
    this.sum = new Float64Array(policy.parameters.length);
    this.trace = new Float64Array(policy.parameters.length);
    this.blocks = new BatchMeans(this.sum.length + 1, 1);
  }

  reset(): void {
    this.sum.fill(0);
    this.trace.fill(0);
    this.age = this.episodes = this.returnSum = this.rewardSum = this.steps = 0;
    this.blocks = new BatchMeans(this.sum.length + 1, 1);
  }

  update(batch: StepBatch): void {
    if (this.age === 0) this.episodes++;
    this.steps += batch.length;
    for (let i = 0; i < batch.length; i++) this.rewardSum += batch.rewards[i]!;
    if (power(this.settings.discount, this.age) > SPENT) this.addSteps(batch);
    if (this.critic && this.settings.criticLearns) this.critic.update(batch);
    this.age += batch.length;
    if (batch.ending !== 'none') this.end();
  }

  estimate(): GradientEstimate {
    const { sum, steps, episodes, rewardSum, returnSum } = this;
    if (steps === 0) throw new Error('There is no estimate yet: update it with steps first.');
    const gradient = sum.slice();
    scale(gradient, 1 / episodes);
    const value = returnSum / episodes;
    return { gradient, steps, averageReward: rewardSum / steps, value, ...this.errors() };
  }

  /** Of the gradient and of the value, where there are 16 episodes or more. */
  private errors(): Partial<GradientEstimate> | undefined {
    const { blocks, episodes, steps, sum } = this;
    const errors = blocks.standardErrors(episodes, sum.length + 1, (block, into) => into.set(block));
    return (
      errors && {
        standardError: errors.slice(0, sum.length),
        valueStandardError: errors[sum.length]!,
        blockLength: Math.round((blocks.blockLength * steps) / episodes),
      }
    );
  }

  save(): unknown {
    const { age, episodes, returnSum, rewardSum, steps } = this;
    const [sum, trace, blocks] = [[...this.sum], [...this.trace], this.blocks.save()];
    return { sum, trace, age, episodes, returnSum, rewardSum, steps, blocks };
  }

  restore(state: unknown): void {
    const { data } = saved.safeParse(state);
    if (!data || data.sum.length !== this.sum.length || data.trace.length !== this.trace.length)
      throw new InputError(`This is no estimate that was saved for ${this.sum.length} parameters.`);
    this.sum.set(data.sum);
    this.trace.set(data.trace);
    this.age = data.age;
    this.episodes = data.episodes;
    this.returnSum = data.returnSum;
    this.rewardSum = data.rewardSum;
    this.steps = data.steps;
    this.blocks.restore(data.blocks);
  }

  private end(): void {
    this.trace.fill(0);
    this.age = 0;
    this.blocks.take(1, () => this.sums());
  }

  /** Both sums of the path in a row, K + 1 numbers. */
  private sums(): Float64Array {
    const row = new Float64Array(this.sum.length + 1);
    row.set(this.sum);
    row[this.sum.length] = this.returnSum;
    return row;
  }

  private addSteps(batch: StepBatch): void {
    const { policy, sum, trace } = this;
    if (this.weights.length < batch.length) this.weights = new Float64Array(batch.length);
    const earned = this.scanRewards(batch);
    this.returnSum += earned;
    if (this.settings.baseline === 'critic' && this.critic) this.takeOffValues(batch, this.critic);
    addScores(policy, batch, this.weights, sum);
    addScaled(sum, earned, trace);
    if (batch.ending !== 'none') return;
    this.weights.fill(1, 0, batch.length);
    addScores(policy, batch, this.weights, trace);
  }

  /** Writes W_i = Σ_{j ≥ i} γ^{age+j} r_j into the weights and returns W_0. */
  private scanRewards({ rewards, length }: StepBatch): number {
    const { weights, age, settings } = this;
    let rewardToGo = 0;
    for (let i = length - 1; i >= 0; i--)
      weights[i] = rewardToGo = rewards[i]! + settings.discount * rewardToGo;
    for (let i = 0, share = power(settings.discount, age); i < length; i++, share *= settings.discount)
      weights[i]! *= share;
    return weights[0]!;
  }

  private takeOffValues(batch: StepBatch, critic: Critic): void {
    const { weights, age, settings } = this;
    if (this.values.length <= batch.length) this.values = new Float64Array(batch.length + 1);
    critic.values(batch, this.values);
    for (let i = 0, share = power(settings.discount, age); i < batch.length; i++, share *= settings.discount)
      weights[i]! -= share * this.values[i]!;
  }
}

export const reinforce = estimator({
  id: 'reinforce',
  summary: 'REINFORCE: the gradient of the discounted value of the start, from whole episodes.',
  options,
  create: (options, policy, critic) => {
    if (options.baseline === 'critic' && !critic)
      throw new InputError('The baseline `critic` needs an agent with a critic, such as td.');
    if (options.baseline !== 'critic' && critic)
      throw new InputError('A critic is given, and reinforce leaves it unused: take `baseline: critic`.');
    return new Reinforce(options, policy, critic);
  },
});
