import type { Column, Ending, Point, Space, Spaces, StepBatch } from '@pomdp-gym/contracts';

/** One step, as a row of a batch. */
export interface Row {
  readonly observation: Point;
  readonly action: Point;
  readonly reward: number;
}

/** Rows that a batch holds behind its last step: nobody may read them. */
const SPARE = 3;

/** A batch of these rows, with room behind them that holds no sensible numbers. */
export function batchOf(spaces: Spaces, rows: readonly Row[], ending: Ending = 'none'): StepBatch {
  const capacity = rows.length + SPARE;
  const observations = column(spaces.observationSpace, capacity);
  const actions = column(spaces.actionSpace, capacity);
  const rewards = new Float64Array(capacity);
  const batch: StepBatch = { length: rows.length, observations, actions, rewards, ending };
  poison(batch);
  rows.forEach((row, i) => {
    write(observations, i, row.observation);
    write(actions, i, row.action);
    rewards[i] = row.reward;
  });
  return batch;
}

/**
 * Fills a batch with what was no step, as its lender may once the borrowers have returned: the first element of a discrete
 * space, which can be looked up, and NaN elsewhere, which shows.
 */
export function poison({ observations, actions, rewards }: StepBatch): void {
  for (const { values } of [observations, actions]) values.fill(values instanceof Int32Array ? 0 : NaN);
  rewards.fill(NaN);
}

function column(space: Space, capacity: number): Column {
  if (space.kind === 'discrete') return { width: 0, values: new Int32Array(capacity) };
  return { width: space.low.length, values: new Float64Array(capacity * space.low.length) };
}

function write({ width, values }: Column, row: number, point: Point): void {
  if (typeof point === 'number') values[row] = point;
  else values.set(point, row * width);
}
