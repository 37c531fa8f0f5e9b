import type { Column, Point, Step, StepBatch } from '@pomdp-gym/contracts';

/** One step of a batch as an object of its own, for pages and debuggers: off the hot path. */
export function stepAt(batch: StepBatch, row: number): Step {
  if (!(row >= 0 && row < batch.length)) {
    throw new RangeError(`There is no step ${row} in a batch of ${batch.length}.`);
  }
  const { memory } = batch;
  return {
    observation: pointAt(batch.observations, row),
    action: pointAt(batch.actions, row),
    reward: batch.rewards[row]!,
    ending: row === batch.length - 1 ? batch.ending : 'none',
    ...(memory && { memory: { before: pointAt(memory.before, row), after: pointAt(memory.after, row) } }),
  };
}

/** A row of a column: an index, or a copy of its numbers. */
export function pointAt({ width, values }: Column, row: number): Point {
  return width === 0 ? values[row]! : Float64Array.from(values.subarray(row * width, (row + 1) * width));
}
