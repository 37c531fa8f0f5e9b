import type { FiniteModel, SparseRows } from '@pomdp-gym/contracts';
import { entryAt } from '@pomdp-gym/models';

/** The tables of a model that hold probabilities. */
export type TableName = 'start' | 'first observation' | 'transition' | 'observation';

/** One cell of those tables; `action` is 0 where the table has none, `row` 0 for the start. */
export interface Cell {
  readonly table: TableName;
  readonly action: number;
  readonly row: number;
  readonly column: number;
}

/** A row moved towards one of its cells: p ← (1 − ε) p + ε 1{cell}; ε < 0 moves it away. */
export interface CellShift extends Cell {
  /** ε */
  readonly amount: number;
}

/** The place of a stored entry in a table, −1 where none is stored. */
export function placeOf(table: SparseRows, row: number, column: number): number {
  const { indices, offsets } = table;
  let low = offsets[row]!;
  let high = offsets[row + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = indices[middle]!;
    if (found === column) return middle;
    if (found < column) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** What a step showed. */
export interface Visible {
  /** u_t */
  action: number;
  /** y_{t+1} */
  observation: number;
  /** r_{t+1} */
  reward: number;
  terminated: boolean;
}

/**
 * The law of what is visible under a model, or under the model with one row shifted: the probabilities that a belief
 * is carried forward with. A reward is met where it is equal to rounding (1e-9 relative).
 */
export class VisibleLaw {
  constructor(
    readonly model: FiniteModel,
    readonly shift?: CellShift,
  ) {}

  /** P(s_0) */
  start(state: number): number {
    return this.shifted('start', 0, 0, state, this.model.start[state]!);
  }

  /** P(y_0 | s_0); the `nothing yet` observation is certain where the model defines none. */
  first(state: number, observation: number): number {
    const table = this.model.initialEmissions;
    if (!table) return Number(observation === this.model.observations);
    const place = placeOf(table, state, observation);
    return this.shifted('first observation', 0, state, observation, place < 0 ? 0 : table.values[place]!);
  }

  /** P(y | u, s'), times whether the episode ended as it must on entering s'. */
  entering(next: number, { action, observation, terminated }: Visible): number {
    if ((this.model.terminal?.[next] === 1) !== terminated) return 0;
    const table = this.model.emissions[action]!;
    const place = placeOf(table, next, observation);
    return this.shifted('observation', action, next, observation, place < 0 ? 0 : table.values[place]!);
  }

  /** Whether the model pays this reward from s to s', where the transition is stored at `place`. */
  pays(place: number, next: number, { action, observation, reward }: Visible): boolean {
    const { values, offsets } = this.model.rewards[action]!;
    let found = values[place]!;
    if (offsets) {
      const table = this.model.emissions[action]!;
      const shown = placeOf(table, next, observation);
      const row = offsets[place]!;
      found =
        values[shown < 0 ? row : Math.min(row + shown - table.offsets[next]!, offsets[place + 1]! - 1)]!;
    }
    return Math.abs(found - reward) <= 1e-9 * (1 + Math.abs(found));
  }

  /**
   * Where the reward of a transition stands: its own place, or the row's first where the model has no such transition,
   * which then is taken to pay the same.
   */
  rewardPlace(action: number, state: number, next: number): number {
    const table = this.model.transitions[action]!;
    const place = placeOf(table, state, next);
    return place < 0 ? table.offsets[state]! : place;
  }

  /** The probability in one cell, after the shift. */
  probability({ table, action, row, column }: Cell): number {
    const { model } = this;
    const rows = {
      'first observation': model.initialEmissions,
      transition: model.transitions[action],
      observation: model.emissions[action],
      start: undefined,
    }[table];
    const stored = rows ? entryAt(rows, row, column) : model.start[column]!;
    return this.shifted(table, action, row, column, stored);
  }

  private shifted(
    table: TableName,
    action: number,
    row: number,
    column: number,
    probability: number,
  ): number {
    const { shift } = this;
    if (!shift || shift.table !== table || shift.action !== action || shift.row !== row) return probability;
    return (1 - shift.amount) * probability + (shift.column === column ? shift.amount : 0);
  }
}
