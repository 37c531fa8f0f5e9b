import type { FiniteModel, Random, SparseRows } from '@pomdp-gym/contracts';
import { findOutcome, writeThresholds } from '@pomdp-gym/numerics';

/** The thresholds that draw from each row of a table. */
export function rowThresholds(table: SparseRows): Float64Array {
  const thresholds = new Float64Array(table.values.length);
  for (let row = 0; row < table.rows; row++) {
    writeThresholds(table.values, table.offsets[row]!, table.offsets[row + 1]!, thresholds);
  }
  return thresholds;
}

/** The place in the table of the entry drawn from [begin, end). A row of one entry takes no number from `random`. */
export function drawEntry(thresholds: Float64Array, begin: number, end: number, random: Random): number {
  return end - begin === 1 ? begin : findOutcome(thresholds, begin, end, random.uint32());
}

/** A model made ready to be sampled: shared by its environment and by the tabular kernel, which therefore agree. */
export class ModelSampler {
  readonly transitionThresholds: readonly Float64Array[];
  readonly emissionThresholds: readonly Float64Array[];
  private readonly startStates: Int32Array;
  private readonly startThresholds: Float64Array;
  private readonly initialThresholds: Float64Array | undefined;

  constructor(readonly model: FiniteModel) {
    this.transitionThresholds = model.transitions.map(rowThresholds);
    this.emissionThresholds = model.emissions.map(rowThresholds);
    this.startStates = Int32Array.from(model.start.keys()).filter((state) => model.start[state]! > 0);
    const probabilities = Float64Array.from(this.startStates, (state) => model.start[state]!);
    this.startThresholds = new Float64Array(probabilities.length);
    writeThresholds(probabilities, 0, probabilities.length, this.startThresholds);
    this.initialThresholds = model.initialEmissions && rowThresholds(model.initialEmissions);
  }

  /** Draws s_0. */
  drawStart(random: Random): number {
    return this.startStates[drawEntry(this.startThresholds, 0, this.startStates.length, random)]!;
  }

  /** Draws y_0 in s_0; `model.observations`, the `nothing yet` observation, where the model does not define it. */
  drawInitialObservation(state: number, random: Random): number {
    const { initialEmissions, observations } = this.model;
    if (!initialEmissions || !this.initialThresholds) return observations;
    const { offsets, indices } = initialEmissions;
    return indices[drawEntry(this.initialThresholds, offsets[state]!, offsets[state + 1]!, random)]!;
  }
}
