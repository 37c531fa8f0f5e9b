import {
  type FiniteTable,
  type Learner,
  learner,
  type Policy,
  type Random,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { drawIndex } from '@pomdp-gym/numerics';
import { z } from 'zod';

// Yours: the options, each with a default and a description; lengths of steps without a unit of reward.
const options = z.strictObject({
  step: z.number().gt(0).max(1).default(0.1).describe('Length of a step of a value, alpha'),
  discount: z.number().min(0).lt(1).default(0.95).describe('Discount of what follows, gamma'),
  exploration: z.number().min(0).max(1).default(0.1).describe('Probability of any action at all, epsilon'),
});

/** Takes the action of the largest value, and any action with probability ε. */
class GreedyPolicy implements Policy {
  /** Q(y, u) at y · A + u. */
  readonly values: Float64Array;
  private random: Random | undefined;

  constructor(
    private readonly observations: number,
    private readonly actions: number,
    private readonly exploration: number,
  ) {
    this.values = new Float64Array(observations * actions);
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: number): number {
    if (!this.random) throw new Error('Call reset before act.');
    return drawIndex(this.law(observation), 0, this.actions, this.random);
  }

  table(): FiniteTable {
    const { observations, actions } = this;
    const rows = Array.from({ length: observations }, (_, y) => [...this.law(y)]);
    return { observations, actions, probabilities: Float64Array.from(rows.flat()) };
  }

  largest(observation: number): number {
    return Math.max(...this.row(observation));
  }

  /** ε-greedy; several largest values share the rest equally. */
  private law(observation: number): Float64Array {
    const row = this.row(observation);
    const largest = Math.max(...row);
    const best = row.filter((value) => value === largest).length;
    return row.map(
      (value) => this.exploration / this.actions + (value === largest ? (1 - this.exploration) / best : 0),
    );
  }

  private row(observation: number): Float64Array {
    return this.values.subarray(observation * this.actions, (observation + 1) * this.actions);
  }
}

/** Q(y, u) += α (r + γ max_v Q(y', v) − Q(y, u)) (Watkins 1989, with observations in place of states). */
class TableLearner implements Learner {
  readonly objective = 'discounted';

  constructor(
    readonly policy: GreedyPolicy,
    private readonly actions: number,
    private readonly chosen: z.infer<typeof options>,
  ) {}

  // Yours: what a step teaches. The batch is lent: copy what you keep.
  update(batch: StepBatch): void {
    const { step, discount } = this.chosen;
    const { values } = this.policy;
    for (let row = 0; row < batch.length; row++) {
      const cell = batch.observations.values[row]! * this.actions + batch.actions.values[row]!;
      const target = batch.rewards[row]! + discount * this.valueBehind(batch, row);
      values[cell]! += step * (target - values[cell]!);
    }
  }

  /** What is still to come after a row: nothing after `terminated`; after `truncated`, what was seen last is worth what it is. */
  private valueBehind({ observations, length, ending, next }: StepBatch, row: number): number {
    if (row < length - 1) return this.policy.largest(observations.values[row + 1]!);
    return ending === 'terminated' ? 0 : this.policy.largest(Number(next));
  }
}

export const template = learner({
  id: 'template',
  summary: 'Q-learning over a table: the value of an action after an observation, learnt step by step.',
  options,
  // A learner that trains the policy of its agent takes it as third argument; this one brings its own.
  create(chosen, { observationSpace, actionSpace }) {
    if (observationSpace.kind === 'box' || actionSpace.kind === 'box')
      throw new RangeError('It needs finitely many observations and actions.');
    const { size: actions } = actionSpace;
    const policy = new GreedyPolicy(observationSpace.size, actions, chosen.exploration);
    return new TableLearner(policy, actions, chosen);
  },
});
