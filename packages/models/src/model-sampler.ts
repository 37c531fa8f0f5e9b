import type { FiniteModel, Random, SparseRows } from '@pomdp-gym/contracts';
import { findOutcome, writeThresholds } from '@pomdp-gym/numerics';

/** Rows of outcomes ready to be drawn from: row r is at offsets[r] … offsets[r + 1] − 1 of both other arrays. */
export interface OutcomeRows {
  readonly offsets: Int32Array;
  readonly outcomes: Int32Array;
  readonly thresholds: Float64Array;
}

/**
 * A model made ready to be sampled. Its environment and the tabular kernel both draw from these tables, in the same
 * order, and therefore give the same path for the same random numbers.
 * Row s·A + u of `transitions` holds the successors of (s, u); row s'·A + u of `emissions` what (u, s') may show.
 */
export class ModelSampler {
  readonly transitions: OutcomeRows;
  readonly emissions: OutcomeRows;
  /** The reward of transition k and the j-th outcome of its emission row is rewards[rewardOffsets[k] + j · rewardStrides[u]]. */
  readonly rewards: Float64Array;
  readonly rewardOffsets: Int32Array;
  readonly rewardStrides: Uint8Array;
  private readonly start: OutcomeRows;
  private readonly initial: OutcomeRows | undefined;

  constructor(readonly model: FiniteModel) {
    this.transitions = interleave(model.transitions);
    this.emissions = interleave(model.emissions);
    ({ rewards: this.rewards, rewardOffsets: this.rewardOffsets } = interleaveRewards(model));
    this.rewardStrides = Uint8Array.from(model.rewards, ({ offsets }) => (offsets ? 1 : 0));
    this.start = outcomeRow(model.start);
    this.initial = model.initialEmissions && interleave([model.initialEmissions]);
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
      probabilities.set(table.values.subarray(from, to), begin);
      const end = begin + to - from;
      writeThresholds(probabilities, begin, end, thresholds);
      offsets[row * tables.length + u + 1] = begin = end;
    });
  }
  return { offsets, outcomes, thresholds };
}

function interleaveRewards({ states, rewards, transitions }: FiniteModel) {
  const values = new Float64Array(rewards.reduce((sum, table) => sum + table.values.length, 0));
  const rewardOffsets = new Int32Array(transitions.reduce((sum, table) => sum + table.values.length, 0));
  const bases: number[] = [];
  let base = 0;
  for (const table of rewards) {
    values.set(table.values, base);
    bases.push(base);
    base += table.values.length;
  }
  let place = 0;
  for (let state = 0; state < states; state++) {
    transitions.forEach((table, u) => {
      for (let k = table.offsets[state]!; k < table.offsets[state + 1]!; k++) {
        rewardOffsets[place++] = bases[u]! + (rewards[u]!.offsets?.[k] ?? k);
      }
    });
  }
  return { rewards: values, rewardOffsets };
}

function outcomeRow(distribution: Float64Array): OutcomeRows {
  const outcomes = Int32Array.from(distribution.keys()).filter((outcome) => distribution[outcome]! > 0);
  const probabilities = Float64Array.from(outcomes, (outcome) => distribution[outcome]!);
  const thresholds = new Float64Array(outcomes.length);
  writeThresholds(probabilities, 0, outcomes.length, thresholds);
  return { offsets: Int32Array.of(0, outcomes.length), outcomes, thresholds };
}
