import type { Column, Ending, Point, Space, StepBatch } from '@pomdp-gym/contracts';

/** The one batch a path fills and lends again and again. */
export class BatchBuffer implements StepBatch {
  length = 0;
  ending: Ending = 'none';
  readonly observations: Column;
  readonly actions: Column;
  readonly rewards: Float64Array;

  /** @param capacity steps a batch can hold. */
  constructor(
    readonly capacity: number,
    observationSpace: Space,
    actionSpace: Space,
  ) {
    this.observations = makeColumn(observationSpace, capacity);
    this.actions = makeColumn(actionSpace, capacity);
    this.rewards = new Float64Array(capacity);
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
