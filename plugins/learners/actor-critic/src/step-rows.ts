import type { Column, MemoryColumns, Space, Spaces, StepBatch } from '@pomdp-gym/contracts';

/** Copies of rows of batches, in the order in which they were taken. */
export class StepRows implements StepBatch {
  length = 0;
  readonly ending = 'none';
  readonly observations: Column;
  readonly actions: Column;
  readonly rewards: Float64Array;
  readonly memory: MemoryColumns | undefined;

  /** @param capacity the most rows it can hold. */
  constructor(
    readonly capacity: number,
    { observationSpace, actionSpace }: Spaces,
    memorySpace: Space | undefined,
  ) {
    this.observations = emptyColumn(observationSpace, capacity);
    this.actions = emptyColumn(actionSpace, capacity);
    this.rewards = new Float64Array(capacity);
    this.memory = memorySpace && {
      before: emptyColumn(memorySpace, capacity),
      after: emptyColumn(memorySpace, capacity),
    };
  }

  /** Takes one row. */
  take(batch: StepBatch, row: number): void {
    const at = this.length++;
    copyRow(batch.observations, row, this.observations, at);
    copyRow(batch.actions, row, this.actions, at);
    this.rewards[at] = batch.rewards[row]!;
    if (!this.memory || !batch.memory) return;
    copyRow(batch.memory.before, row, this.memory.before, at);
    copyRow(batch.memory.after, row, this.memory.after, at);
  }

  /** Every column. */
  columns(): Column[] {
    const { observations, actions, memory } = this;
    return memory ? [observations, actions, memory.before, memory.after] : [observations, actions];
  }
}

function emptyColumn(space: Space, capacity: number): Column {
  if (space.kind === 'discrete') return { width: 0, values: new Int32Array(capacity) };
  const width = space.low.length;
  return { width, values: new Float64Array(capacity * width) };
}

function copyRow(from: Column, row: number, to: Column, at: number): void {
  if (from.width === 0) to.values[at] = from.values[row]!;
  else for (let i = 0; i < from.width; i++) to.values[at * to.width + i] = from.values[row * from.width + i]!;
}
