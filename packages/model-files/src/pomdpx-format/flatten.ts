import {
  type FiniteModel,
  grouped,
  type MixedStates,
  type ModelLabels,
  type SparseRows,
} from '@pomdp-gym/contracts';
import { rewardTable } from '@pomdp-gym/models';
import { Float64List, Int32List } from '@pomdp-gym/numerics';
import { requireExpandable } from '../expanded-size.js';
import { TooLarge } from '../pomdp-format/too-large.js';
import type { Conditional } from './conditional.js';
import { Domain } from './domain.js';
import { type FlattenOptions, seenSlots } from './flatten-options.js';
import { inOrder } from './in-order.js';
import type { RewardTerm } from './reward-term.js';
import type { Scope } from './scope.js';
import type { Slot } from './variables.js';

/** A factored model, read. */
export interface FactoredModel {
  readonly discount: number | undefined;
  readonly start: readonly Conditional[];
  readonly transitions: readonly Conditional[];
  readonly observationTables: readonly Conditional[];
  readonly rewards: readonly RewardTerm[];
}

/** Multiplies a factored model out: its states are the joint values of the state variables, and so on. */
export function flatten(model: FactoredModel, scope: Scope, options: FlattenOptions): FiniteModel {
  return new Flattener(model, scope, options).flatten();
}

class Flattener {
  private readonly before: Domain;
  private readonly after: Domain;
  private readonly action: Domain;
  private readonly seen: Domain;
  private readonly observed: Domain;
  private readonly assignment: Int32Array;
  /** The joint state of each state of the flat model. */
  private readonly codes: number[] = [];
  private readonly ids: Map<number, number> | undefined;
  private readonly transitionOrder: readonly Conditional[];
  private readonly observationOrder: readonly Conditional[];
  private stored = 0;
  private rewardCells = 0;

  constructor(
    private readonly model: FactoredModel,
    private readonly scope: Scope,
    options: FlattenOptions,
  ) {
    const { previous, current, actions, observations, slots } = scope.variables;
    this.before = new Domain(previous);
    this.after = new Domain(current);
    this.action = new Domain(actions);
    this.observed = new Domain(observations);
    this.seen = new Domain(seenSlots(current, options));
    this.assignment = new Int32Array(slots.length);
    this.transitionOrder = inOrder(model.transitions);
    this.observationOrder = inOrder(model.observationTables);
    if (options.reachable) this.ids = new Map();
  }

  flatten(): FiniteModel {
    const startRow = this.startRow();
    if (!this.ids) for (let code = 0; code < this.before.size; code++) this.codes.push(code);
    const transitions = this.transitions();
    const observationTables = this.observationTables();
    requireExpandable(observationTables, this.scope.limits);
    const start = new Float64Array(this.codes.length);
    for (const [state, probability] of startRow) start[state] = probability;
    const first = this.firstObservations(start);
    const { discount } = this.model;
    const mixed = this.mixed();
    return {
      states: this.codes.length,
      actions: this.action.size,
      observations: this.seen.size * this.observed.size + first.extra.length,
      labels: this.labels(first.extra),
      transitions,
      observationTables:
        first.extra.length > 0
          ? observationTables.map((table) => widen(table, first.extra.length))
          : observationTables,
      rewards: transitions.map((table, action) => this.rewards(table, observationTables[action]!, action)),
      start,
      ...(first.rows && { initialObservationTable: first.rows }),
      ...(discount !== undefined && { discount }),
      ...(mixed && { mixed }),
    };
  }

  /**
   * What is seen of each state. Joint values are numbered in the order of the declarations, the last variable fastest, as
   * APPL numbers them in its policies (`FactoredPomdp::mapFactoredStatesToValue` of its reader).
   */
  private mixed(): MixedStates | undefined {
    const { seen, after, assignment } = this;
    if (seen.slots.length === 0) return undefined;
    const hidden = new Domain(after.slots.filter((slot) => !slot.seen));
    const valuesOf = (domain: Domain) =>
      Int32Array.from(this.codes, (code) => {
        after.decode(code, assignment);
        return domain.encode(assignment);
      });
    return {
      seenValues: seen.size,
      hiddenValues: hidden.size,
      seen: valuesOf(seen),
      hidden: valuesOf(hidden),
    };
  }

  /** The flat state of a joint state; a new one where only those reached are kept and this one is reached now. */
  private stateOf(code: number): number {
    if (!this.ids) return code;
    const known = this.ids.get(code);
    if (known !== undefined) return known;
    const { limits } = this.scope;
    if (this.codes.length >= Math.min(limits.states, Math.floor(limits.rows / this.action.size))) {
      throw new TooLarge(
        `More than ${grouped(this.codes.length)} states can be reached, more than this reader takes.`,
      );
    }
    this.ids.set(code, this.codes.length);
    return this.codes.push(code) - 1;
  }

  private startRow(): [state: number, probability: number][] {
    const row: [number, number][] = [];
    this.expand(inOrder(this.model.start), 0, 1, (probability) => {
      row.push([this.stateOf(this.before.encode(this.assignment)), probability]);
    });
    return row;
  }

  /** Multiplies out what some conditionals make of the assignment so far. */
  private expand(
    conditionals: readonly Conditional[],
    at: number,
    probability: number,
    visit: (probability: number) => void,
  ): void {
    const conditional = conditionals[at];
    if (!conditional) {
      visit(probability);
      return;
    }
    const { rows, parents, variables } = conditional;
    const row = parents.encode(this.assignment);
    for (let k = rows.offsets[row]!; k < rows.offsets[row + 1]!; k++) {
      variables.decode(rows.indices[k]!, this.assignment);
      this.expand(conditionals, at + 1, probability * rows.values[k]!, visit);
    }
  }

  private transitions(): SparseRows[] {
    const tables = Array.from({ length: this.action.size }, () => new TableBuilder());
    for (let state = 0; state < this.codes.length; state++) {
      tables.forEach((table, action) => {
        this.action.decode(action, this.assignment);
        this.before.decode(this.codes[state]!, this.assignment);
        const row: [number, number][] = [];
        this.expand(this.transitionOrder, 0, 1, (probability) => {
          row.push([this.stateOf(this.after.encode(this.assignment)), probability]);
        });
        this.store(table, row);
      });
    }
    return tables.map((table) => table.finish(this.codes.length));
  }

  private observationTables(): SparseRows[] {
    const alike = this.observationOrder.every(({ parents }) =>
      parents.slots.every(({ role }) => role !== 'action'),
    );
    const shared = alike ? this.observationTableOf(0) : undefined;
    return Array.from({ length: this.action.size }, (_, action) => shared ?? this.observationTableOf(action));
  }

  private observationTableOf(action: number): SparseRows {
    const table = new TableBuilder();
    for (const code of this.codes) {
      this.action.decode(action, this.assignment);
      this.after.decode(code, this.assignment);
      const base = this.seen.encode(this.assignment) * this.observed.size;
      const row: [number, number][] = [];
      this.expand(this.observationOrder, 0, 1, (probability) => {
        row.push([base + this.observed.encode(this.assignment), probability]);
      });
      this.store(table, row);
    }
    return table.finish(this.seen.size * this.observed.size);
  }

  private store(table: TableBuilder, row: [number, number][]): void {
    table.add(row);
    this.stored += row.length;
    if (this.stored <= this.scope.limits.entries) return;
    const { entries } = this.scope.limits;
    throw new TooLarge(
      `The tables of this model take more than ${grouped(entries)} numbers, the limit of this reader.`,
    );
  }

  private rewards(transitions: SparseRows, observationTable: SparseRows, action: number) {
    const { assignment, before, after, observed } = this;
    this.requireRoomForRewards(transitions, observationTable);
    this.action.decode(action, assignment);
    let [lastState, lastNext] = [-1, -1];
    return rewardTable(transitions, observationTable, (state, next, observation) => {
      if (state !== lastState) before.decode(this.codes[(lastState = state)]!, assignment);
      if (next !== lastNext) after.decode(this.codes[(lastNext = next)]!, assignment);
      observed.decode(observation % observed.size, assignment);
      return this.reward();
    });
  }

  /** Counts the rewards of one action, which are distinguished by what is observed before they are found to be alike. */
  private requireRoomForRewards(transitions: SparseRows, { offsets }: SparseRows): void {
    for (const next of transitions.indices) this.rewardCells += offsets[next + 1]! - offsets[next]!;
    const { entries } = this.scope.limits;
    if (this.rewardCells <= entries) return;
    throw new TooLarge(
      `The rewards of this model take more than ${grouped(entries)} numbers, the limit of this reader.`,
    );
  }

  /** The sum of all terms; begun with the first, as 0 added to −0 would be 0. */
  private reward(): number {
    const { rewards } = this.model;
    let sum = rewards[0]?.valueOf(this.assignment) ?? 0;
    for (let term = 1; term < rewards.length; term++) sum += rewards[term]!.valueOf(this.assignment);
    return sum;
  }

  /**
   * What is seen before the first action, where variables that are seen start at random: their values, without an
   * observation of the other kind beside them, so as observations of their own where the model has such variables.
   */
  private firstObservations(start: Float64Array): { rows?: SparseRows; extra: string[] } {
    const seenAt = (state: number) => {
      this.after.decode(this.codes[state]!, this.assignment);
      return this.seen.encode(this.assignment);
    };
    const support = [...start.keys()].filter((state) => start[state]! > 0);
    if (new Set(support.map(seenAt)).size <= 1) return { extra: [] };
    const apart = this.observed.size > 1;
    const base = apart ? this.seen.size * this.observed.size : 0;
    const indices = Int32Array.from(this.codes, (_, state) => base + seenAt(state));
    const rows: SparseRows = {
      rows: indices.length,
      columns: base + this.seen.size,
      offsets: Int32Array.from({ length: indices.length + 1 }, (_, state) => state),
      indices,
      values: new Float64Array(indices.length).fill(1),
    };
    const extra = apart
      ? Array.from({ length: this.seen.size }, (_, code) => `${this.seen.label(code)}-first`)
      : [];
    return { rows, extra };
  }

  private labels(extra: readonly string[]): ModelLabels {
    const actions = this.action.labels();
    const observations = this.observationLabels(extra);
    return {
      ...(this.before.named && { states: this.codes.map((code) => this.before.label(code)) }),
      ...(actions && { actions }),
      ...(observations && { observations }),
    };
  }

  private observationLabels(extra: readonly string[]): string[] | undefined {
    const slots: Slot[] = [...this.seen.slots, ...this.observed.slots];
    const labels = new Domain(slots).labels();
    return labels && [...labels, ...extra];
  }
}

/** A table that is written row by row. */
class TableBuilder {
  // There is one builder for each action, and there may be very many.
  private readonly offsets = new Int32List(8);
  private readonly indices = new Int32List(8);
  private readonly values = new Float64List(8);

  constructor() {
    this.offsets.push(0);
  }

  add(row: [column: number, value: number][]): void {
    row.sort(([one], [other]) => one - other);
    for (const [column, value] of row) {
      if (value === 0) continue;
      this.indices.push(column);
      this.values.push(value);
    }
    this.offsets.push(this.indices.length);
  }

  finish(columns: number): SparseRows {
    const offsets = this.offsets.take();
    return {
      rows: offsets.length - 1,
      columns,
      offsets,
      indices: this.indices.take(),
      values: this.values.take(),
    };
  }
}

function widen(table: SparseRows, by: number): SparseRows {
  return { ...table, columns: table.columns + by };
}
