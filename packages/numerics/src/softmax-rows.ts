import { logSumExp, softmax, softmaxGradient } from './softmax.js';

/**
 * Distributions p(· | row) ∝ exp θ, one a row, each with parameters of its own: row r has those from `offsets[r]` to
 * `offsets[r + 1] − 1`, one an outcome. Rows may differ in length.
 */
export class SoftmaxRows {
  /** θ, row by row. */
  readonly parameters: Float64Array;
  /** At the place of each parameter its probability, as `writeRow` wrote it last. */
  readonly probabilities: Float64Array;
  /** Weights of scores by outcome, while they are counted. */
  private readonly weights: Float64Array;
  /** The rows that have such weights: a list, and a mark each. */
  private readonly counted: Int32Array;
  private readonly isCounted: Uint8Array;
  private countedRows = 0;

  constructor(readonly offsets: Int32Array) {
    const rows = offsets.length - 1;
    const size = offsets[rows]!;
    this.parameters = new Float64Array(size);
    this.probabilities = new Float64Array(size);
    this.weights = new Float64Array(size);
    this.counted = new Int32Array(rows);
    this.isCounted = new Uint8Array(rows);
  }

  /** Writes p(· | row) at θ into its places of `probabilities`. */
  writeRow(row: number): void {
    const begin = this.offsets[row]!;
    const end = this.offsets[row + 1]!;
    for (let i = begin; i < end; i++) this.probabilities[i] = this.parameters[i]!;
    softmax(this.probabilities, begin, end - begin);
  }

  /** log p(outcome | row) at θ. */
  logProbability(row: number, outcome: number): number {
    const begin = this.offsets[row]!;
    return (
      this.parameters[begin + outcome]! - logSumExp(this.parameters, begin, this.offsets[row + 1]! - begin)
    );
  }

  /** Adds to the weight of ∇log p(outcome | row) in the sum that `addCounted` takes. */
  count(row: number, outcome: number, weight: number): void {
    if (this.isCounted[row] === 0) {
      this.isCounted[row] = 1;
      this.counted[this.countedRows++] = row;
    }
    this.weights[this.offsets[row]! + outcome]! += weight;
  }

  /** into += the sum of the scores that were counted since the last call, at θ. */
  addCounted(into: Float64Array): void {
    const { offsets, counted, weights, probabilities } = this;
    for (let k = 0; k < this.countedRows; k++) {
      const row = counted[k]!;
      const begin = offsets[row]!;
      const end = offsets[row + 1]!;
      this.writeRow(row);
      softmaxGradient(weights, begin, probabilities, begin, end - begin);
      for (let i = begin; i < end; i++) into[i]! += weights[i]!;
      weights.fill(0, begin, end);
      this.isCounted[row] = 0;
    }
    this.countedRows = 0;
  }
}
