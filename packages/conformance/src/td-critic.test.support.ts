import { type Critic, InputError, type StepBatch } from '@pomdp-gym/contracts';

const [STEP, DISCOUNT] = [0.05, 0.9];

/** TD(0) over a table: V(y) += α (r + γ V(y') − V(y)) (Sutton and Barto, 2nd edition, section 6.1). */
export class TdCritic implements Critic {
  protected readonly table: Float64Array;

  constructor(observations: number) {
    this.table = new Float64Array(observations);
  }

  reset(): void {
    this.table.fill(0);
  }

  update(batch: StepBatch): void {
    for (let row = 0; row < batch.length; row++) {
      const y = batch.observations.values[row]!;
      const target = batch.rewards[row]! + DISCOUNT * this.valueAfter(batch, row);
      this.table[y]! += STEP * (target - this.table[y]!);
    }
  }

  values(batch: StepBatch, into: Float64Array): void {
    for (let row = 0; row < batch.length; row++) into[row] = this.table[batch.observations.values[row]!]!;
    into[batch.length] = this.valueBehind(batch);
  }

  save(): unknown {
    return [...this.table];
  }

  restore(saved: unknown): void {
    if (!Array.isArray(saved)) throw new InputError('A critic is saved as a list of values.');
    this.table.set(saved.map(Number));
  }

  protected valueBehind({ ending, next }: StepBatch): number {
    return ending === 'terminated' ? 0 : this.table[Number(next)]!;
  }

  private valueAfter(batch: StepBatch, row: number): number {
    if (row === batch.length - 1) return this.valueBehind(batch);
    return this.table[batch.observations.values[row + 1]!]!;
  }
}
