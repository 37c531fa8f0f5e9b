import type { FiniteModel, Random, RewardTable, SparseRows } from '@pomdp-gym/contracts';
import { findOutcome, writeThresholds } from '@pomdp-gym/numerics';

/** Rows of outcomes ready to be drawn from: row r is at offsets[r] … offsets[r + 1] − 1 of both other arrays. */
export interface OutcomeRows {
  readonly offsets: Int32Array;
  readonly outcomes: Int32Array;
  readonly thresholds: Float64Array;
}

/** The reward of transition k and the j-th outcome of its observation row: values[offsets[k] + j]; where offsets[k] is −1, rewards[k]. */
export interface ObservedRewards {
  readonly offsets: Int32Array;
  readonly values: Float64Array;
}

/**
 * A model made ready to be sampled. Its environment and the tabular kernel both draw from these tables, in the same
 * order, and therefore give the same path for the same random numbers.
 * Row s·A + u of `transitions` holds the successors of (s, u); row s'·A + u of `observationTable` what (u, s') may show.
 */
export class ModelSampler {
  readonly transitions: OutcomeRows;
  readonly observationTable: OutcomeRows;
  /** For each transition: the one observation its successor shows, or −1 where that is drawn from `observationTable`. */
  readonly shown: Int32Array;
  /** For each transition: its reward, where that does not depend on what is then observed. */
  readonly rewards: Float64Array;
  /** Where rewards depend on what is observed. */
  readonly observedRewards: ObservedRewards | undefined;
  private readonly start: OutcomeRows;
  private readonly initial: OutcomeRows | undefined;

  constructor(readonly model: FiniteModel) {
    this.transitions = interleave(model.transitions);
    this.observationTable = interleave(model.observationTables);
    this.shown = soleObservations(this.transitions, this.observationTable, model.actions);
    const { rewards, observedRewards } = interleaveRewards(model, this.shown);
    this.rewards = rewards;
    this.observedRewards = observedRewards;
    this.start = outcomeRow(model.start);
    this.initial = model.initialObservationTable && interleave([model.initialObservationTable]);
  }

  /** Draws s_0. */
  drawStart(random: Random): number {
    return this.start.outcomes[drawEntry(this.start, 0, random)]!;
  }

  /** Draws y_0 in s_0; O, the `nothing yet` observation, where the model does not define it. */
  drawInitialObservation(state: number, random: Random): number {
    const { initial } = this;
    return initial ? initial.outcomes[drawEntry(initial, state, random)]! : this.model.observations;
  }
}

/** The place of the entry drawn from a row. A row of one entry takes no number from `random`. */
export function drawEntry(rows: OutcomeRows, row: number, random: Random): number {
  const begin = rows.offsets[row]!;
  const end = rows.offsets[row + 1]!;
  return end - begin === 1 ? begin : findOutcome(rows.thresholds, begin, end, random.uint32());
}

/** One table of A tables, row r of table u becoming row r·A + u. */
function interleave(tables: readonly SparseRows[]): OutcomeRows {
  const rows = tables[0]!.rows;
  const size = tables.reduce((sum, table) => sum + table.values.length, 0);
  const offsets = new Int32Array(rows * tables.length + 1);
  const outcomes = new Int32Array(size);
  const probabilities = new Float64Array(size);
  const thresholds = new Float64Array(size);
  let begin = 0;
  for (let row = 0; row < rows; row++) {
    tables.forEach((table, u) => {
      const from = table.offsets[row]!;
      const to = table.offsets[row + 1]!;
      outcomes.set(table.indices.subarray(from, to), begin);
      const end = begin + to - from;
      probabilities.set(scaledToOne(table.values.subarray(from, to)), begin);
      writeThresholds(probabilities, begin, end, thresholds);
      offsets[row * tables.length + u + 1] = begin = end;
    });
  }
  return { offsets, outcomes, thresholds };
}

/** A file may round its probabilities (.3333, three times): they are scaled here as the exact analysis scales them. */
function scaledToOne(probabilities: Float64Array): Float64Array {
  const sum = probabilities.reduce((total, each) => total + each, 0);
  return probabilities.map((each) => each / sum);
}

function soleObservations(
  transitions: OutcomeRows,
  observationTable: OutcomeRows,
  actions: number,
): Int32Array {
  const shown = new Int32Array(transitions.outcomes.length).fill(-1);
  for (let row = 0; row < transitions.offsets.length - 1; row++) {
    for (let k = transitions.offsets[row]!; k < transitions.offsets[row + 1]!; k++) {
      const perObservation = transitions.outcomes[k]! * actions + (row % actions);
      const begin = observationTable.offsets[perObservation]!;
      if (observationTable.offsets[perObservation + 1]! - begin === 1)
        shown[k] = observationTable.outcomes[begin]!;
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

function outcomeRow(distribution: Float64Array): OutcomeRows {
  const outcomes = Int32Array.from(distribution.keys()).filter((outcome) => distribution[outcome]! > 0);
  const probabilities = scaledToOne(Float64Array.from(outcomes, (outcome) => distribution[outcome]!));
  const thresholds = new Float64Array(outcomes.length);
  writeThresholds(probabilities, 0, outcomes.length, thresholds);
  return { offsets: Int32Array.of(0, outcomes.length), outcomes, thresholds };
}
