import { type Critic, critic, type StepBatch } from '@pomdp-gym/contracts';
import { z } from 'zod';

// Yours: the options, each with a default and a description.
const options = z.strictObject({
  step: z.number().gt(0).max(1).default(0.05).describe('Step length, alpha'),
  discount: z.number().min(0).lt(1).default(0.9).describe('Discount of what follows, gamma'),
});

/** TD(0) over a table: V(y) += α (r + γ V(y') − V(y)) (Sutton and Barto, 2nd edition, section 6.1). */
class TableCritic implements Critic {
  private readonly table: Float64Array;

  constructor(
    observations: number,
    private readonly chosen: z.infer<typeof options>,
  ) {
    this.table = new Float64Array(observations);
  }

  reset(): void {
    this.table.fill(0);
  }

  // Yours: what a step teaches. The batch is lent: copy what you keep.
  update(batch: StepBatch): void {
    const { step, discount } = this.chosen;
    const { values } = batch.observations;
    for (let row = 0; row < batch.length; row++) {
      const y = values[row]!;
      const after = row === batch.length - 1 ? this.valueBehind(batch) : this.table[values[row + 1]!]!;
      this.table[y]! += step * (batch.rewards[row]! + discount * after - this.table[y]!);
    }
  }

  values(batch: StepBatch, into: Float64Array): void {
    for (let row = 0; row < batch.length; row++) into[row] = this.table[batch.observations.values[row]!]!;
    into[batch.length] = this.valueBehind(batch);
  }

  /** V of what follows the last step: 0 after `terminated`. */
  private valueBehind({ ending, next }: StepBatch): number {
    return ending === 'terminated' ? 0 : this.table[Number(next)]!;
  }
}

export const template = critic({
  id: 'template',
  summary: 'TD(0): a value for each observation, learnt step by step.',
  options,
  create(chosen, { observationSpace }): Critic {
    if (observationSpace.kind === 'box') throw new RangeError('It needs finitely many observations.');
    return new TableCritic(observationSpace.size, chosen);
  },
});
