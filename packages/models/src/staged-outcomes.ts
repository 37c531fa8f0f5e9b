import type { FiniteModel, Random, RewardTable, SparseRows } from '@pomdp-gym/contracts';
import { type AliasRows, AliasRowsBuilder, drawOutcome } from '@pomdp-gym/numerics';
import type { Transition } from './transition.js';

/** The reward of transition k and the j-th outcome of its observation row: values[offsets[k] + j]; where offsets[k] is −1, rewards[k]. */
export interface ObservedRewards {
  readonly offsets: Int32Array;
  readonly values: Float64Array;
}

/**
 * The law of a model's steps as two alias tables, for models whose joint outcomes are too many: row s·A + u of `transitions`
 * holds the numbers k of the transitions of (s, u), row s'·A + u of `observations` the numbers j of what (u, s') may show.
 */
export class StagedOutcomes {
  readonly kind = 'staged';
  readonly transitions: AliasRows;
  readonly observations: AliasRows;
  /** By k: s'. */
  readonly successors: Int32Array;
  /** By k: the one observation that s' shows, or −1 where it is drawn from `observations`. */
  readonly shown: Int32Array;
  /** By k: r, where that does not depend on what is then observed. */
  readonly rewards: Float64Array;
  /** Where rewards depend on what is observed. */
  readonly observedRewards: ObservedRewards | undefined;
  /** By j: y. */
  readonly emitted: Int32Array;
  /** By row of `observations`: its first j. */
  readonly firstEmitted: Int32Array;
  private readonly actions: number;

  constructor(model: FiniteModel) {
    const transitions = interleave(model.transitions);
    const observations = interleave(model.observationTables);
    this.actions = model.actions;
    this.transitions = transitions.rows;
    this.observations = observations.rows;
    this.successors = transitions.columns;
    this.emitted = observations.columns;
    this.firstEmitted = observations.offsets;
    this.shown = soleObservations(transitions, observations, model.actions);
    const { rewards, observedRewards } = interleaveRewards(model, this.shown);
    this.rewards = rewards;
    this.observedRewards = observedRewards;
  }

  draw(row: number, action: number, random: Random, into: Transition): void {
    const { successors, shown, rewards, observedRewards, emitted, firstEmitted } = this;
    const k = drawOutcome(this.transitions, row, random);
    into.state = successors[k]!;
    into.observation = shown[k]!;
    into.reward = rewards[k]!;
    if (into.observation >= 0) return;
    const observationRow = into.state * this.actions + action;
    const j = drawOutcome(this.observations, observationRow, random);
    into.observation = emitted[j]!;
    const base = observedRewards?.offsets[k] ?? -1;
    if (base >= 0) into.reward = observedRewards!.values[base + j - firstEmitted[observationRow]!]!;
  }
}

/** Tables of all actions as one: entry e is in column `columns[e]`, row r has the entries offsets[r] … offsets[r + 1] − 1. */
interface Interleaved {
  readonly rows: AliasRows;
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
}

/** One table of A tables, row r of table u becoming row r·A + u. */
function interleave(tables: readonly SparseRows[]): Interleaved {
  const rows = tables[0]!.rows;
  const offsets = new Int32Array(rows * tables.length + 1);
  const columns = new Int32Array(tables.reduce((sum, table) => sum + table.values.length, 0));
  const entries = Int32Array.from(columns.keys());
  const builder = new AliasRowsBuilder();
  let begin = 0;
  for (let row = 0; row < rows; row++) {
    tables.forEach((table, u) => {
      const from = table.offsets[row]!;
      const to = table.offsets[row + 1]!;
      columns.set(table.indices.subarray(from, to), begin);
      builder.add(entries.subarray(begin), table.values.subarray(from, to), to - from);
      offsets[row * tables.length + u + 1] = begin += to - from;
    });
  }
  return { rows: builder.take(), offsets, columns };
}

function soleObservations(transitions: Interleaved, observations: Interleaved, actions: number): Int32Array {
  const shown = new Int32Array(transitions.columns.length).fill(-1);
  for (let row = 0; row < transitions.offsets.length - 1; row++) {
    for (let k = transitions.offsets[row]!; k < transitions.offsets[row + 1]!; k++) {
      const perObservation = transitions.columns[k]! * actions + (row % actions);
      const begin = observations.offsets[perObservation]!;
      if (observations.offsets[perObservation + 1]! - begin === 1) shown[k] = observations.columns[begin]!;
    }
  }
  return shown;
}

function interleaveRewards({ states, rewards: tables, transitions }: FiniteModel, shown: Int32Array) {
  const size = transitions.reduce((sum, table) => sum + table.values.length, 0);
  const rewards = new Float64Array(size);
  const offsets = new Int32Array(size).fill(-1);
  const { bases, values } = joinObserved(tables);
  let place = 0;
  for (let state = 0; state < states; state++) {
    transitions.forEach((table, u) => {
      for (let k = table.offsets[state]!; k < table.offsets[state + 1]!; k++, place++) {
        const { values: own, offsets: ownOffsets } = tables[u]!;
        if (!ownOffsets) rewards[place] = own[k]!;
        else if (shown[place]! >= 0) rewards[place] = own[ownOffsets[k]!]!;
        else offsets[place] = bases[u]! + ownOffsets[k]!;
      }
    });
  }
  return { rewards, observedRewards: values.length > 0 ? { offsets, values } : undefined };
}

/** The values of all tables that depend on observations, one after another, and where each begins. */
function joinObserved(tables: readonly RewardTable[]) {
  const observed = tables.map((table) => (table.offsets ? table.values : new Float64Array(0)));
  const values = new Float64Array(observed.reduce((sum, part) => sum + part.length, 0));
  let base = 0;
  const bases = observed.map((part) => {
    values.set(part, base);
    base += part.length;
    return base - part.length;
  });
  return { bases, values };
}
