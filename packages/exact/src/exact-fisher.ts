import type { Fisher, SparseRows } from '@pomdp-gym/contracts';
import type { Scores } from './policy-scores.js';

/** F = Σ_c w_c s_c s_cᵀ over the choices c of a controller, with s_c the score of c and w_c how often it is made. */
export class ExactFisher implements Fisher {
  /** s_c of each choice that is made, and its w_c. */
  private readonly table: SparseRows;
  private readonly shares: Float64Array;

  /** @param weights w_c for each choice c; they are scaled to sum to one. */
  constructor(scores: Scores, weights: Float64Array) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.table = madeScores(scores, weights);
    this.shares = weights.filter((weight) => weight > 0).map((weight) => weight / total);
  }

  times(v: Float64Array): Float64Array {
    const { offsets, indices, values } = this.table;
    const product = new Float64Array(v.length);
    this.shares.forEach((share, row) => {
      let along = 0;
      for (let k = offsets[row]!; k < offsets[row + 1]!; k++) along += values[k]! * v[indices[k]!]!;
      for (let k = offsets[row]!; k < offsets[row + 1]!; k++)
        product[indices[k]!]! += share * along * values[k]!;
    });
    return product;
  }

  diagonal(): Float64Array {
    const { offsets, indices, values, columns } = this.table;
    const diagonal = new Float64Array(columns);
    this.shares.forEach((share, row) => {
      for (let k = offsets[row]!; k < offsets[row + 1]!; k++)
        diagonal[indices[k]!]! += share * values[k]! ** 2;
    });
    return diagonal;
  }
}

/** A row for each choice that is made. Scores are read as dense rows, of which a table's are mostly zeros. */
function madeScores(scores: Scores, weights: Float64Array): SparseRows {
  const dense = new Float64Array(scores.parameters);
  const offsets = [0];
  const indices: number[] = [];
  const values: number[] = [];
  weights.forEach((weight, choice) => {
    if (!(weight > 0)) return;
    scores.addScore(choice, 1, dense);
    for (let k = 0; k < dense.length; k++) {
      if (dense[k] === 0) continue;
      indices.push(k);
      values.push(dense[k]!);
      dense[k] = 0;
    }
    offsets.push(indices.length);
  });
  return {
    rows: offsets.length - 1,
    columns: scores.parameters,
    offsets: Int32Array.from(offsets),
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  };
}
