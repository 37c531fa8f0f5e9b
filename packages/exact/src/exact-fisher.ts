import type { Fisher, SparseRows } from '@pomdp-gym/contracts';
import type { JointChain } from './joint-chain.js';
import { choiceWeights } from './move-values.js';
import type { Scores } from './policy-scores.js';

/** F of the choices that are made where each node is met as often as `law` says. */
export function exactFisher(chain: JointChain, law: Float64Array, scores: Scores): Fisher {
  const ones = chain.moveProbabilities.map(() => 1);
  const { actions, nodes } = chain.controller;
  return new ExactFisher(scores, choiceWeights(chain, law, ones), actions * nodes);
}

/** F = Σ_c w_c s_c s_cᵀ over the choices c of a controller, with s_c the score of c and w_c how often it is made. */
class ExactFisher implements Fisher {
  /** s_c of each choice that is made, and its w_c. */
  private readonly table: SparseRows;
  private readonly shares: Float64Array;

  /**
   * @param weights w_c for each choice c; they are scaled to sum to one.
   * @param together A M, the choices of one (m, y).
   */
  constructor(scores: Scores, weights: Float64Array, together: number) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.table = madeScores(scores, weights, together);
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

/**
 * A row for each choice that is made. The choices of one (m, y), which mostly depend on the same few parameters, are read
 * together: only where a sum of their scores is not zero can one of them be.
 */
function madeScores(scores: Scores, weights: Float64Array, together: number): SparseRows {
  const dense = new Float64Array(scores.parameters);
  const offsets = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const read = (choice: number, places: readonly number[]) => {
    scores.addScore(choice, 1, dense);
    for (const k of places) {
      if (dense[k] === 0) continue;
      indices.push(k);
      values.push(dense[k]!);
      dense[k] = 0;
    }
    offsets.push(indices.length);
  };
  for (let first = 0; first < weights.length; first += together) {
    const made = Array.from({ length: together }, (_, i) => first + i).filter((c) => weights[c]! > 0);
    const places = made.length === 0 ? [] : placesOf(scores, made, dense);
    for (const choice of made) read(choice, places);
  }
  return {
    rows: offsets.length - 1,
    columns: scores.parameters,
    offsets: Int32Array.from(offsets),
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  };
}

/**
 * The parameters on which the scores of some choices depend: where one of two sums of them is not zero. Under a policy scores
 * cancel where they are weighed by probabilities, and not by fractions of multiples of √2 and e.
 */
function placesOf(scores: Scores, choices: readonly number[], dense: Float64Array): number[] {
  const places = new Set<number>();
  for (const weigh of [(i: number) => 1 + ((i * Math.SQRT2) % 1), (i: number) => 1 + ((i * Math.E) % 1)]) {
    choices.forEach((choice, i) => scores.addScore(choice, weigh(i), dense));
    for (let k = 0; k < dense.length; k++) if (dense[k] !== 0) places.add(k);
    dense.fill(0);
  }
  return [...places].sort((a, b) => a - b);
}
