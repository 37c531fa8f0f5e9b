import type { Observation } from './space.js';
import type { Column, StepBatch } from './step.js';

/**
 * Rows `from` ≤ i < `to` of a batch, as a batch of its own: the only way to cut a batch, so that a new column needs one change.
 * It shares the memory of the batch and is lent with it. It has the ending of the batch if it
 * holds the last step; its `next` is the observation that follows its own last step.
 * Throws a RangeError unless 0 ≤ `from` ≤ `to` ≤ `batch.length`.
 */
export function rowsOf(batch: StepBatch, from: number, to: number): StepBatch {
  const { length } = batch;
  if (!(0 <= from && from <= to && to <= length))
    throw new RangeError(`A batch of ${length} steps has no rows from ${from} to ${to}.`);
  if (to - from === length) return batch;
  return {
    length: to - from,
    observations: columnRows(batch.observations, from, to),
    actions: columnRows(batch.actions, from, to),
    rewards: batch.rewards.subarray(from, to),
    ending: from < to && to === length ? batch.ending : 'none',
    memory: batch.memory && {
      before: columnRows(batch.memory.before, from, to),
      after: columnRows(batch.memory.after, from, to),
    },
    next: to === length ? batch.next : pointOf(batch.observations, to),
  } satisfies Record<keyof StepBatch, unknown>; // optional columns too
}

function columnRows({ width, values }: Column, from: number, to: number): Column {
  const size = Math.max(1, width);
  return { width, values: values.subarray(from * size, to * size) };
}

function pointOf({ width, values }: Column, row: number): Observation {
  return width === 0 ? values[row]! : Float64Array.from(values.subarray(row * width, (row + 1) * width));
}
