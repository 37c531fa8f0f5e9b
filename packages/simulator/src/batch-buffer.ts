import type {
  Column,
  Ending,
  MemoryColumns,
  Observation,
  Point,
  Space,
  Spaces,
  StepBatch,
} from '@pomdp-gym/contracts';

/** The columns of a batch. */
export type BatchColumns = Pick<StepBatch, 'observations' | 'actions' | 'rewards' | 'memory'>;

/** The one batch a path fills and lends again and again. */
export class BatchBuffer implements StepBatch {
  length = 0;
  ending: Ending = 'none';
  readonly observations: Column;
  readonly actions: Column;
  readonly rewards: Float64Array;
  readonly memory: MemoryColumns | undefined;
  next: Observation | undefined;
  private readonly vector: Float64Array;

  /** @param capacity steps a batch can hold. */
  constructor(
    readonly capacity: number,
    { observationSpace }: Spaces,
    { observations, actions, rewards, memory }: BatchColumns,
  ) {
    this.observations = observations;
    this.actions = actions;
    this.rewards = rewards;
    this.memory = memory;
    this.vector = new Float64Array(observationSpace.kind === 'box' ? observationSpace.low.length : 0);
  }

  /**
   * With columns of its own.
   *
   * @param memorySpace what the policy may remember, where it has a memory.
   */
  static of(capacity: number, spaces: Spaces, memorySpace?: Space): BatchBuffer {
    return new BatchBuffer(capacity, spaces, {
      observations: makeColumn(spaces.observationSpace, capacity),
      actions: makeColumn(spaces.actionSpace, capacity),
      rewards: new Float64Array(capacity),
      memory: memorySpace && {
        before: makeColumn(memorySpace, capacity),
        after: makeColumn(memorySpace, capacity),
      },
    });
  }

  /** Takes y_n, copied: environments lend their observations. */
  writeNext(observation: Observation): void {
    if (typeof observation === 'number') this.next = observation;
    else {
      this.vector.set(observation);
      this.next = this.vector;
    }
  }
}

/** Writes one point into a row of a column, copying it. */
export function writePoint(column: Column, row: number, point: Point): void {
  if (typeof point === 'number') column.values[row] = point;
  else column.values.set(point, row * column.width);
}

function makeColumn(space: Space, capacity: number): Column {
  if (space.kind === 'discrete') return { width: 0, values: new Int32Array(capacity) };
  const width = space.low.length;
  return { width, values: new Float64Array(capacity * width) };
}
