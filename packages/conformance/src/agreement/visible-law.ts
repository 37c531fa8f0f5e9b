import type { FiniteModel } from '@pomdp-gym/contracts';
import { paysAs } from '@pomdp-gym/models';
import { entryAt } from '@pomdp-gym/numerics';

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

/** What a step showed. */
export interface VisibleStep {
  /** u_t */
  action: number;
  /** y_{t+1} */
  observation: number;
  /** r_{t+1} */
  reward: number;
  ended: boolean;
}

/** Masked tables kept; more than this many different rewards are no finite set worth remembering. */
const REMEMBERED = 500;

/**
 * The law of what is visible under a model, or under the model with one row shifted: the factors that carry a belief
 * forward. What has been computed for a step is kept for the next that shows the same.
 */
export class VisibleLaw {
  private readonly masked: Map<string, Float64Array>;
  private readonly entered = new Map<string, Float64Array>();

  /** @param original the law of the unshifted model, where `shift` is given: its tables are shared. */
  constructor(
    readonly model: FiniteModel,
    readonly shift?: CellShift,
    original?: VisibleLaw,
  ) {
    this.masked = original?.masked ?? new Map<string, Float64Array>();
  }

  /** P(s_0, y_0) for each s_0, S numbers. The `nothing yet` observation is certain where the model defines none. */
  beginning(first: number): Float64Array {
    return this.model.start.map((_, s) => this.start(s) * this.first(s, first));
  }

  /** P(s_0) */
  start(state: number): number {
    return this.probability({ table: 'start', action: 0, row: 0, column: state });
  }

  /** P(y_0 | s_0) */
  first(state: number, observation: number): number {
    if (!this.model.initialObservationTable) return Number(observation === this.model.observations);
    return this.probability({ table: 'first observation', action: 0, row: state, column: observation });
  }

  /** The stored transition probabilities of an action, unshifted, with 0 where they would have paid another reward. */
  transitions(seen: VisibleStep): Float64Array {
    const { rewards } = this.model;
    const shown = rewards[seen.action]!.offsets ? seen.observation : '';
    return remember(this.masked, `${seen.action} ${seen.reward} ${shown}`, () => this.maskTransitions(seen));
  }

  /** P(y | u, s') for each s', with 0 where entering s' would have left the episode otherwise than it was. S numbers. */
  entering(seen: VisibleStep): Float64Array {
    const { action, observation, ended } = seen;
    return remember(this.entered, `${action} ${observation} ${ended}`, () =>
      Float64Array.from({ length: this.model.states }, (_, s) =>
        this.ends(s) === ended
          ? this.probability({ table: 'observation', action, row: s, column: observation })
          : 0,
      ),
    );
  }

  /** Whether entering the state ends the episode. */
  ends(state: number): boolean {
    return this.model.terminal?.[state] === 1;
  }

  /** The probability in one cell. */
  probability({ table, action, row, column }: Cell): number {
    const { shift } = this;
    const stored = this.stored(table, action, row, column);
    if (shift?.table !== table || shift.action !== action || shift.row !== row) return stored;
    return Math.max(0, (1 - shift.amount) * stored + (shift.column === column ? shift.amount : 0));
  }

  private stored(table: TableName, action: number, row: number, column: number): number {
    const { model } = this;
    if (table === 'start') return model.start[column]!;
    const rows = {
      'first observation': model.initialObservationTable,
      transition: model.transitions[action],
      observation: model.observationTables[action],
    }[table];
    return rows ? entryAt(rows, row, column) : 0;
  }

  private maskTransitions(seen: VisibleStep): Float64Array {
    const pays = paysAs(this.model, seen);
    return this.model.transitions[seen.action]!.values.map((probability, k) => (pays(k) ? probability : 0));
  }
}

function remember(map: Map<string, Float64Array>, key: string, compute: () => Float64Array): Float64Array {
  let value = map.get(key);
  if (!value) {
    if (map.size >= REMEMBERED) map.clear();
    value = compute();
    map.set(key, value);
  }
  return value;
}
