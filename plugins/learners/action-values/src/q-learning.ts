import { type Learner, learner, type StepBatch, type StepwiseLearner } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { actionValueOptions } from './action-value-options.js';
import type { GreedyPolicy } from './greedy-policy.js';
import { readTable } from './saved-table.js';
import { type SavedTable, tableSizes, ValueTable } from './value-table.js';

const options = z.strictObject(actionValueOptions);

export const qLearning = learner({
  id: 'q-learning',
  summary: 'Q-learning on what is observed and remembered: the value of a move if the best ones follow.',
  options,
  create: (chosen, spaces, _policy, critic): QLearning =>
    new QLearning(
      new ValueTable(tableSizes('q-learning', spaces, chosen.nodes, critic), chosen),
      chosen.discount,
    ),
});

/**
 * Q-learning (Watkins 1989), with x = (y, m), what is observed and remembered, and moves a = (u, m'):
 * Q(x, a) += α (r + γ max_b Q(x', b) − Q(x, a)), where the maximum is 0 after an episode that terminated, and that of what
 * was observed last after one that was truncated.
 */
export class QLearning implements Learner {
  readonly objective = 'discounted';
  readonly policy: GreedyPolicy;
  readonly stepwise: StepwiseLearner;

  constructor(
    private readonly table: ValueTable,
    private readonly discount: number,
  ) {
    this.policy = table.policy;
    this.stepwise = this.stepwiseOn(table.policy);
  }

  update(batch: StepBatch): void {
    for (let row = 0; row < batch.length; row++) {
      const move = this.table.moveAt(batch, row);
      this.take(move, batch.rewards[row]!, this.valueAfter(batch, row));
    }
  }

  private stepwiseOn(policy: GreedyPolicy): StepwiseLearner {
    return {
      act: (observation) => policy.act(observation),
      learn: (reward, next, ending) => {
        const behind = policy.cellOf(next, policy.memory());
        this.take(policy.made, reward, ending === 'terminated' ? 0 : policy.largest(behind));
      },
    };
  }

  private take(move: number, reward: number, valueAfter: number): void {
    const { values } = this.policy;
    const difference = reward + this.discount * valueAfter - values[move]!;
    values[move]! += this.table.stepOf(move, difference) * difference;
    this.table.countStep();
  }

  save(): SavedTable {
    return this.table.save();
  }

  restore(saved: unknown): void {
    this.table.restore(readTable(saved, this.policy.values.length));
  }

  /** The largest value of what follows a row. */
  private valueAfter(batch: StepBatch, row: number): number {
    if (row < batch.length - 1) return this.policy.largest(this.table.cellAt(batch, row + 1));
    return batch.ending === 'terminated' ? 0 : this.policy.largest(this.table.cellBehind(batch));
  }
}
