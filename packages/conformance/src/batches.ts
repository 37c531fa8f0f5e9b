import type {
  Column,
  Ending,
  Observation,
  Point,
  Policy,
  Space,
  Spaces,
  StepBatch,
} from '@pomdp-gym/contracts';
import { copyPoint } from './points.js';

/** One step, as a row of a batch. */
export interface Row {
  readonly observation: Point;
  readonly action: Point;
  readonly reward: number;
  /** i_t and i_{t+1}, where the policy has a memory. */
  readonly memory?: { readonly before: Point; readonly after: Point } | undefined;
}

/** What the columns of a batch hold. */
export interface BatchSpaces extends Spaces {
  readonly memorySpace?: Space | undefined;
}

/** How a batch goes on behind its last step. */
export interface BatchEnd {
  readonly ending?: Ending;
  readonly next?: Observation | undefined;
}

/** Rows that a batch holds behind its last step: nobody may read them. */
const SPARE = 3;

/** A batch of these rows, with room behind them that holds no sensible numbers: 0, or NaN where that is possible. */
export function batchOf(
  { observationSpace, actionSpace, memorySpace }: BatchSpaces,
  rows: readonly Row[],
  { ending = 'none', next }: BatchEnd = {},
): StepBatch {
  const capacity = rows.length + SPARE;
  const batch: StepBatch = {
    length: rows.length,
    observations: column(observationSpace, capacity),
    actions: column(actionSpace, capacity),
    rewards: new Float64Array(capacity).fill(NaN),
    ending,
    memory: memorySpace && { before: column(memorySpace, capacity), after: column(memorySpace, capacity) },
    next: next === undefined ? undefined : copyPoint(next),
  };
  for (let i = 0; i < rows.length; i++) writeRow(batch, i, rows[i]!);
  return batch;
}

function writeRow({ observations, actions, rewards, memory }: StepBatch, i: number, row: Row): void {
  write(observations, i, row.observation);
  write(actions, i, row.action);
  rewards[i] = row.reward;
  if (!memory || !row.memory) return;
  write(memory.before, i, row.memory.before);
  write(memory.after, i, row.memory.after);
}

/** Lets a policy act once; the row holds copies of what it lends. */
export function actedRow(policy: Policy, observation: Observation, reward = 0): Row {
  const before = remembered(policy);
  const action = copyPoint(policy.act(observation));
  const after = remembered(policy);
  const memory = before === undefined || after === undefined ? undefined : { before, after };
  return { observation: copyPoint(observation), action, reward, memory };
}

function remembered(policy: Policy): Point | undefined {
  const memory = policy.memorySpace && policy.memory?.();
  return memory === undefined ? undefined : copyPoint(memory);
}

/**
 * Fills a batch with what was no step, as its lender may once the borrowers have returned: the first element of a discrete
 * space, which can be looked up, and NaN elsewhere, which shows.
 */
export function poison(batch: StepBatch): void {
  const { observations, actions, rewards, memory } = batch;
  empty(observations);
  empty(actions);
  rewards.fill(NaN);
  if (memory) {
    empty(memory.before);
    empty(memory.after);
  }
  if (typeof batch.next === 'object') batch.next.fill(NaN);
  else if (batch.next !== undefined) Object.assign(batch, { next: 0 });
}

function empty({ values }: Column): void {
  values.fill(values instanceof Int32Array ? 0 : NaN);
}

function column(space: Space, capacity: number): Column {
  if (space.kind === 'discrete') return { width: 0, values: new Int32Array(capacity) };
  return { width: space.low.length, values: new Float64Array(capacity * space.low.length).fill(NaN) };
}

function write({ width, values }: Column, row: number, point: Point): void {
  if (typeof point === 'number') values[row] = point;
  else values.set(point, row * width);
}
