import { type Learner, learner, type StepBatch, type StepwiseLearner } from '@pomdp-gym/contracts';
import { addScaled, scale } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { actionValueOptions } from './action-value-options.js';
import type { GreedyPolicy } from './greedy-policy.js';
import { readSarsa, type SavedSarsa } from './saved-table.js';
import { tableSizes, ValueTable } from './value-table.js';

const options = z.strictObject({
  ...actionValueOptions,
  lambda: z.number().min(0).max(1).default(0.9).describe('Decay of the traces, lambda'),
  traces: z
    .enum(['replacing', 'accumulating'])
    .default('replacing')
    .describe('What the trace of a move is when it is made again: 1, or 1 more than before'),
});

type Options = z.infer<typeof options>;

export const sarsa = learner({
  id: 'sarsa',
  summary: 'SARSA(lambda) on what is observed and remembered: the value of a move if the policy goes on.',
  options,
  create: (chosen, spaces, _policy, critic): Sarsa =>
    new Sarsa(new ValueTable(tableSizes('sarsa', spaces, chosen.nodes, critic), chosen), chosen),
});

/**
 * SARSA(λ) (Rummery and Niranjan 1994; on observations alone: Loch and Singh 1998), with x = (y, m), what is observed and
 * remembered, and moves a = (u, m'):
 * δ = r + γ Q(x', a') − Q(x, a), e ← γ λ e, e(x, a) ← 1 or e(x, a) + 1, Q += α δ e. The value that follows is 0 after an episode that
 * terminated; after one that was truncated no a' is drawn, and the mean of Q(x', ·) under the policy stands for it. A step
 * is learnt from when a' is known: one step later, as in the books.
 */
export class Sarsa implements Learner {
  readonly objective = 'discounted';
  readonly policy: GreedyPolicy;
  readonly stepwise: StepwiseLearner;
  private readonly trace: Float64Array;
  /** The last move, whose successor is not known yet: −1 where there is none. */
  private pending = -1;
  private pendingReward = 0;

  constructor(
    private readonly table: ValueTable,
    private readonly options: Options,
  ) {
    this.policy = table.policy;
    this.trace = new Float64Array(this.policy.values.length);
    this.stepwise = this.stepwiseOn(table.policy);
  }

  update(batch: StepBatch): void {
    for (let row = 0; row < batch.length; row++)
      this.take(this.table.moveAt(batch, row), batch.rewards[row]!);
    if (batch.ending !== 'none')
      this.end(batch.ending === 'terminated' ? 0 : this.policy.mean(this.table.cellBehind(batch)));
  }

  private stepwiseOn(policy: GreedyPolicy): StepwiseLearner {
    return {
      act: (observation) => policy.act(observation),
      learn: (reward, next, ending) => {
        this.take(policy.made, reward);
        if (ending === 'terminated') this.end(0);
        else if (ending === 'truncated') this.end(policy.mean(policy.cellOf(next, policy.memory())));
      },
    };
  }

  /** Learns from the step before this one, whose successor is known now. */
  private take(move: number, reward: number): void {
    if (this.pending >= 0) this.learn(this.policy.values[move]!);
    this.pending = move;
    this.pendingReward = reward;
    this.table.countStep();
  }

  /** Ends an episode, given the value of what follows it. */
  private end(valueAfter: number): void {
    this.learn(valueAfter);
    this.pending = -1;
    this.trace.fill(0);
  }

  save(): SavedSarsa {
    const { table, trace, pending, pendingReward } = this;
    return { table: table.save(), trace: [...trace], pending, pendingReward };
  }

  restore(saved: unknown): void {
    const { table, trace, pending, pendingReward } = readSarsa(saved, this.trace.length);
    this.table.restore(table);
    this.trace.set(trace);
    Object.assign(this, { pending, pendingReward });
  }

  /** Learns from the pending move, given the value of what follows it. */
  private learn(valueAfter: number): void {
    const { trace, pending: move, options, policy } = this;
    const difference = this.pendingReward + options.discount * valueAfter - policy.values[move]!;
    scale(trace, options.discount * options.lambda);
    trace[move] = options.traces === 'replacing' ? 1 : trace[move]! + 1;
    addScaled(policy.values, this.table.stepOf(move, difference) * difference, trace);
  }
}
