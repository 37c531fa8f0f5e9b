import {
  addScores,
  InputError,
  type Learner,
  learner,
  type ParametricPolicy,
  type Random,
  type Spaces,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { Adam } from './adam.js';
import { advantages } from './advantages.js';
import { meanDivergence, surrogateWeights } from './clipped-surrogate.js';
import { type PpoOptions, ppoOptions } from './ppo-options.js';
import { requireTrainable } from './require-trainable.js';
import { Rollout } from './rollout.js';
import { readPpo, type SavedPpo } from './saved-ppo.js';
import { shuffle } from './shuffle.js';
import { StepRows } from './step-rows.js';
import { spread, ValueFit } from './value-fit.js';
import { ValueInputs } from './value-inputs.js';

/** The most steps in a batch it asks for: a policy goes on unchanged for fewer than these steps beyond the horizon. */
const BATCH = 32;

export const ppo = learner({
  id: 'ppo',
  summary:
    'PPO: many small steps of Adam on a clipped surrogate of the same steps, with a value function beside it.',
  options: ppoOptions,
  create(chosen, spaces, policy, critic, random = randomStream(0, 'ppo')): Ppo {
    return new Ppo(requireTrainable('ppo', policy, critic), chosen, spaces, random);
  },
});

/** A policy that can say how probable a row was. */
type LikelyPolicy = ParametricPolicy & Required<Pick<ParametricPolicy, 'logProbability'>>;

function isLikely(policy: ParametricPolicy): policy is LikelyPolicy {
  return policy.logProbability !== undefined;
}

/**
 * Proximal policy optimization (Schulman, Wolski, Dhariwal, Radford and Klimov 2017, algorithm 1). After `horizon` steps:
 * advantages by generalised advantage estimation, scaled to mean 0 and standard deviation 1; then `epochs` passes through the
 * steps in random order, each minibatch one step of Adam on the clipped surrogate with an entropy bonus, and one on the
 * squared error of the value function against advantage + value. The passes end early once the policy has gone too far.
 */
export class Ppo implements Learner {
  readonly objective = 'discounted';
  readonly batchSize = BATCH;
  readonly policy: LikelyPolicy;
  private readonly rollout: Rollout;
  private readonly adam: Adam;
  private readonly value: ValueFit;
  private readonly selection: StepRows;
  private readonly weights: Float64Array;
  private readonly gradient: Float64Array;
  /** How often the policy was improved. */
  private improvements = 0;

  constructor(
    policy: ParametricPolicy,
    private readonly options: PpoOptions,
    spaces: Spaces,
    private readonly random: Random,
  ) {
    if (!isLikely(policy))
      throw new InputError(
        'ppo compares probabilities, and this policy has no logProbability: take one that has, such as softmax.',
      );
    this.policy = policy;
    const inputs = new ValueInputs(spaces.observationSpace, policy.memorySpace);
    this.rollout = new Rollout(options.horizon + BATCH, spaces, policy.memorySpace, inputs);
    this.value = new ValueFit(inputs, inputs.isTable ? [] : options.hidden, random);
    this.adam = new Adam(policy.parameters.length);
    this.selection = new StepRows(options.minibatch, spaces, policy.memorySpace);
    this.weights = new Float64Array(options.minibatch);
    this.gradient = new Float64Array(policy.parameters.length);
  }

  /** Throws an InputError where a batch is longer than it asks for, or lacks what was observed after its last step. */
  update(batch: StepBatch): void {
    this.rollout.add(batch);
    if (this.rollout.length < this.options.horizon) return;
    this.improve();
    this.rollout.clear();
  }

  /** V(x) in the unit of rewards, for what a value function reads of x. */
  valueOf(inputs: Float64Array): number {
    return this.value.values(1, inputs)[0]!;
  }

  save(): SavedPpo {
    return {
      parameters: [...this.policy.parameters],
      adam: this.adam.save(),
      value: this.value.save(),
      rollout: this.rollout.save(),
      random: [...(this.random.save?.() ?? [])],
      improvements: this.improvements,
    };
  }

  restore(saved: unknown): void {
    const { parameters, adam, value, rollout, random, improvements } = readPpo(
      saved,
      this.policy.parameters.length,
    );
    this.policy.parameters.set(parameters);
    this.adam.restore(adam);
    this.value.restore(value);
    this.rollout.restore(rollout);
    this.random.restore?.(random);
    this.improvements = improvements;
  }

  private improve(): void {
    const { rollout, options, random } = this;
    const judged = this.judge();
    this.value.scaleTo(judged.targets);
    const order = Int32Array.from({ length: rollout.length }, (_, row) => row);
    for (let epoch = 0; epoch < options.epochs; epoch++) {
      shuffle(order, random);
      if (this.goThrough(order, judged) > options.divergence) break;
    }
    this.improvements++;
  }

  /** One pass through the steps in this order. Returns how far the policy was from the one that acted, on average over the pass. */
  private goThrough(order: Int32Array, judged: Judged): number {
    const { options, improvements } = this;
    const { minibatch } = options;
    const slowed = 1 + options.decay * improvements;
    let divergence = 0;
    for (let begin = 0; begin < order.length; begin += minibatch) {
      const rows = order.subarray(begin, Math.min(order.length, begin + minibatch));
      divergence += (rows.length / order.length) * this.climb(rows, judged, options.rate / slowed);
      this.value.step(rows, this.rollout.inputs, judged.targets, options.valueRate / slowed);
    }
    return divergence;
  }

  /** What the steps are worth, and how probable they were when they were made. */
  private judge(): Judged {
    const { rollout, policy, value } = this;
    const { discount, lambda } = this.options;
    const { length, steps } = rollout;
    const values = value.values(length, rollout.inputs);
    const cuts = rollout.cuts.map(({ row, ending, inputs }) => ({
      row,
      ending,
      value: value.values(1, inputs)[0]!,
    }));
    const gains = advantages({ length, rewards: steps.rewards, values, cuts }, discount, lambda);
    const targets = gains.map((gain, t) => gain + values[t]!);
    const { mean, deviation } = spread(gains);
    if (deviation > 0) gains.forEach((gain, t) => (gains[t] = (gain - mean) / deviation));
    const logBefore = gains.map((_, row) => policy.logProbability(steps, row));
    return { advantages: gains, targets, logBefore };
  }

  /** One step of Adam on the surrogate of some steps. Returns how far the policy was from the one that acted on them. */
  private climb(rows: Int32Array, judged: Judged, rate: number): number {
    const { policy, selection, weights, gradient, options, rollout } = this;
    selection.length = 0;
    for (const row of rows) selection.take(rollout.steps, row);
    const logNow = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) logNow[i] = policy.logProbability(selection, i);
    const logBefore = entriesAt(rows, judged.logBefore);
    const from = { length: rows.length, logNow, logBefore, advantages: entriesAt(rows, judged.advantages) };
    surrogateWeights(from, options.clip, options.entropy, weights);
    gradient.fill(0);
    addScores(policy, selection, weights, gradient);
    this.adam.step(policy.parameters, gradient, rate);
    return meanDivergence(from);
  }
}

function entriesAt(rows: Int32Array, numbers: Float64Array): Float64Array {
  const entries = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) entries[i] = numbers[rows[i]!]!;
  return entries;
}

/** What the steps of a rollout are worth. */
interface Judged {
  /** Of mean 0 and standard deviation 1. */
  readonly advantages: Float64Array;
  /** What the value function is fitted to, in the unit of rewards. */
  readonly targets: Float64Array;
  readonly logBefore: Float64Array;
}
