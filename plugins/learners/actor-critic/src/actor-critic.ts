import {
  hasActWithScore,
  type Learner,
  learner,
  type Objective,
  type ParametricPolicy,
  type Random,
  type ScoringPolicy,
  type Spaces,
  type StepBatch,
  type StepwiseLearner,
} from '@pomdp-gym/contracts';
import { addScaled, dot, randomStream, scale } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { requireTrainable } from './require-trainable.js';
import { inputsBehind } from './rollout.js';
import { readActorCritic, type SavedActorCritic } from './saved-actor-critic.js';
import { pointAt, ValueInputs } from './value-inputs.js';
import { ValueNetwork } from './value-network.js';

const fraction = z.number().min(0).max(1);

const options = z.strictObject({
  objective: z
    .enum(['discounted', 'average'])
    .default('discounted')
    .describe('What is climbed: the discounted value, or the average reward a step'),
  discount: z
    .number()
    .min(0)
    .lt(1)
    .default(0.99)
    .describe('Discount of rewards, gamma, where the objective is discounted'),
  lambda: fraction.default(0.9).describe('Decay of both traces, lambda'),
  rate: z.number().min(0).default(0.02).describe('Step length of the policy, where rewards are at most 1'),
  valueRate: z
    .number()
    .positive()
    .default(0.1)
    .describe(
      'Step length of the value function, in multiples of 1 / the largest |gradient of the value|^2 so far',
    ),
  decay: z
    .number()
    .min(0)
    .default(0)
    .describe('Step t = 0, 1, … divides both by 1 + decay t; 0 keeps them fixed'),
  averageRate: z
    .number()
    .positive()
    .max(1)
    .default(0.001)
    .describe('Least weight of a reward in the running average, where the objective is average'),
  hidden: z
    .array(z.int().min(1))
    .default([32])
    .describe('Units of the hidden layers of the value function, where observations or memory fill a box'),
});

type Options = z.infer<typeof options>;

export const actorCritic = learner({
  id: 'actor-critic',
  summary:
    'Actor-critic: a value function learns by TD(lambda), and its differences move the policy, step by step.',
  options,
  create(chosen, spaces, policy, critic, random = randomStream(0, 'actor-critic')): ActorCritic {
    return new ActorCritic(requireTrainable('actor-critic', policy, critic), chosen, spaces, random);
  },
});

/**
 * Actor-critic with eligibility traces (Sutton and Barto, 2nd edition, section 13.5; average reward: section 13.6).
 * With x = (y, m), what is observed and remembered:
 *
 *     δ = r − r̄ + γ V(x') − V(x)
 *     z_V ← γ λ z_V + ∇V(x),   V moves by valueRate / s · δ z_V
 *     z_θ ← γ λ z_θ + score,   θ moves by rate · δ z_θ
 *
 * where s is the largest |∇V|² so far, so that a network of any size takes steps of a sensible length.
 *
 * Discounted: r̄ = 0; the factor γ^t of the book is left out, as is usual, so that late steps count as early ones. Average: γ = 1 and r̄ is
 * the running average of rewards; V then estimates differential values, on the scale in which an episode's start is worth 0 on
 * average. V(x') is 0 after an episode that terminated, and V of what was observed last after one that was truncated; both
 * traces are then zero again. Rewards are divided by the largest |r| so far, so that their unit makes no difference.
 */
export class ActorCritic implements Learner {
  readonly objective: Objective;
  readonly stepwise?: StepwiseLearner;
  private readonly inputs: ValueInputs;
  private readonly network: ValueNetwork;
  private readonly actorTrace: Float64Array;
  private readonly criticTrace: Float64Array;
  /** ∇V(x) */
  private readonly slope: Float64Array;
  /** What the steps so far of a longer batch will change θ by: its steps were made by one θ. */
  private readonly pending: Float64Array;
  private readonly before: Float64Array;
  private readonly gamma: number;
  private steps = 0;
  /** The largest |r| so far. */
  private largest = 0;
  /** The largest |∇V|² so far. */
  private steepest = 0;
  /** r̄, in the unit of rewards. */
  private average = 0;

  constructor(
    readonly policy: ParametricPolicy,
    private readonly options: Options,
    { observationSpace }: Spaces,
    random: Random,
  ) {
    this.objective = options.objective;
    this.gamma = options.objective === 'average' ? 1 : options.discount;
    this.inputs = new ValueInputs(observationSpace, policy.memorySpace);
    this.network = new ValueNetwork(this.inputs.width, this.inputs.isTable ? [] : options.hidden, random);
    this.actorTrace = new Float64Array(policy.parameters.length);
    this.pending = new Float64Array(policy.parameters.length);
    this.criticTrace = new Float64Array(this.network.parameters.length);
    this.slope = new Float64Array(this.network.parameters.length);
    this.before = new Float64Array(this.inputs.width);
    if (this.inputs.isTable && hasActWithScore(policy)) this.stepwise = this.stepwiseOn(policy);
  }

  update(batch: StepBatch): void {
    const behind = inputsBehind(batch, this.inputs);
    for (let row = 0; row < batch.length; row++) this.learn(batch, row, behind);
    addScaled(this.policy.parameters, 1, this.pending);
    this.pending.fill(0);
    if (batch.ending !== 'none') this.clearTraces();
  }

  private stepwiseOn(policy: ScoringPolicy): StepwiseLearner {
    const { actorTrace, inputs, gamma } = this;
    const decay = gamma * this.options.lambda;
    let cell = 0;
    return {
      act: (observation) => {
        cell = inputs.cellOf(observation, policy.memory?.());
        scale(actorTrace, decay);
        return policy.actWithScore(observation, actorTrace);
      },
      learn: (reward, next, ending) => {
        this.learnCell(reward, cell, ending === 'terminated' ? -1 : inputs.cellOf(next, policy.memory?.()));
        if (ending !== 'none') this.clearTraces();
      },
    };
  }

  /** V(x) in the unit of rewards, for what a value function reads of x. */
  valueOf(inputs: Float64Array): number {
    return this.largest * this.network.values(1, inputs)[0]!;
  }

  save(): SavedActorCritic {
    const { policy, network, actorTrace, criticTrace, steps, largest, steepest, average } = this;
    return {
      parameters: [...policy.parameters],
      value: [...network.parameters],
      actorTrace: [...actorTrace],
      criticTrace: [...criticTrace],
      ...{ steps, largest, steepest, average },
    };
  }

  restore(saved: unknown): void {
    const { actorTrace, criticTrace, network, policy } = this;
    const { parameters, value, ...rest } = readActorCritic(saved, policy.parameters.length);
    policy.parameters.set(parameters);
    network.parameters.set(value);
    actorTrace.set(rest.actorTrace);
    criticTrace.set(rest.criticTrace);
    const { steps, largest, steepest, average } = rest;
    Object.assign(this, { steps, largest, steepest, average });
  }

  /** One step of the path. `behind` is what a value function reads after the last step of the batch. */
  private learn(batch: StepBatch, row: number, behind: Float64Array): void {
    const { policy, network, actorTrace, criticTrace, options, gamma, before } = this;
    const reward = this.scaledReward(batch.rewards[row]!);
    const valueAhead = this.valueAhead(batch, row, behind);
    this.write(batch, row, before);
    const difference = reward + gamma * valueAhead - network.values(1, before)[0]!;
    const slowed = 1 + options.decay * this.steps++;
    scale(criticTrace, gamma * options.lambda);
    this.addSlope();
    addScaled(network.parameters, (options.valueRate / this.steepest / slowed) * difference, criticTrace);
    scale(actorTrace, gamma * options.lambda);
    policy.addScore(batch, row, 1, actorTrace);
    addScaled(this.pending, (options.rate / slowed) * difference, actorTrace);
  }

  /**
   * One step over cells (y, m), each with a value of its own beside the constant: what `learn` computes, without the zeros. The score is in
   * the trace already; `ahead` is −1 where the episode terminated.
   */
  private learnCell(reward: number, cell: number, ahead: number): void {
    const { policy, network, actorTrace, criticTrace, options, gamma } = this;
    const scaled = this.scaledReward(reward);
    const difference = scaled + gamma * (ahead < 0 ? 0 : network.valueOf(ahead)) - network.valueOf(cell);
    const slowed = 1 + options.decay * this.steps++;
    scale(criticTrace, gamma * options.lambda);
    this.steepest = Math.max(this.steepest, network.addGradientOf(cell, criticTrace));
    addScaled(network.parameters, (options.valueRate / this.steepest / slowed) * difference, criticTrace);
    addScaled(policy.parameters, (options.rate / slowed) * difference, actorTrace);
  }

  private clearTraces(): void {
    this.actorTrace.fill(0);
    this.criticTrace.fill(0);
  }

  /** Adds the gradient of the value that was computed last to its trace. */
  private addSlope(): void {
    const { network, slope, criticTrace } = this;
    slope.fill(0);
    network.addGradients(ONE, 1, slope);
    this.steepest = Math.max(this.steepest, dot(slope, slope));
    addScaled(criticTrace, 1, slope);
  }

  private valueAhead(batch: StepBatch, row: number, behind: Float64Array): number {
    if (row < batch.length - 1) {
      this.write(batch, row + 1, this.before);
      return this.network.values(1, this.before)[0]!;
    }
    return batch.ending === 'terminated' ? 0 : this.network.values(1, behind)[0]!;
  }

  private write({ observations, memory }: StepBatch, row: number, into: Float64Array): void {
    this.inputs.write(pointAt(observations, row), memory && pointAt(memory.before, row), into, 0);
  }

  /** r − r̄ in multiples of the largest |r| so far. The value function, which is in the same unit, goes along with it. */
  private scaledReward(reward: number): number {
    if (Math.abs(reward) > this.largest) {
      this.network.transform(this.largest / Math.abs(reward), 0);
      this.largest = Math.abs(reward);
    }
    if (this.options.objective === 'average') {
      const weight = Math.max(this.options.averageRate, 1 / (this.steps + 1));
      this.average += weight * (reward - this.average);
    }
    return this.largest === 0 ? 0 : (reward - this.average) / this.largest;
  }
}

const ONE = Float64Array.of(1);
