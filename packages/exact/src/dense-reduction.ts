import { nothingLeaves, type Reduction } from './reduction.js';

/**
 * Gaussian elimination of I − A, node by node from the last to the first, without a single subtraction: the diagonal is
 * rebuilt from what leaves a node (Grassmann, Taksar and Heyman, Operations Research 33, 1985). Every factor is
 * therefore right to a few units in the last place, however nearly decomposable the chain. Node 0 is the pivot.
 * O(n³) operations, n² numbers.
 */
export class DenseReduction implements Reduction {
  /** d of each node; 0 at the pivot where nothing leaks. */
  private readonly diagonal: Float64Array;

  /**
   * @param table A, n × n, row by row; overwritten with the factors. Its diagonal is not read.
   * @param leak what is missing from each row's sum, 1 − Σ_j A(i, j), known without rounding; overwritten.
   */
  constructor(
    private readonly table: Float64Array,
    leak: Float64Array,
  ) {
    const n = leak.length;
    this.diagonal = new Float64Array(n);
    for (let k = n - 1; k >= 0; k--) {
      let leaving = leak[k]!;
      for (let j = 0; j < k; j++) leaving += table[k * n + j]!;
      if (!(leaving > 0) && k > 0) throw nothingLeaves();
      this.diagonal[k] = leaving;
      for (let i = 0; i < k; i++) this.eliminate(i, k, leaving, leak);
    }
  }

  /** Row i += the share of it that passes through node k. */
  private eliminate(i: number, k: number, leaving: number, leak: Float64Array): void {
    const { table } = this;
    const n = leak.length;
    const share = table[i * n + k]! / leaving;
    if (share === 0) return;
    table[i * n + k] = share;
    leak[i]! += share * leak[k]!;
    for (let j = 0, from = k * n, to = i * n; j < k; j++) table[to + j]! += share * table[from + j]!;
  }

  solve(b: Float64Array): Float64Array {
    const { table, diagonal } = this;
    const n = diagonal.length;
    const x = b.slice();
    for (let k = n - 1; k > 0; k--) {
      for (let i = 0; i < k; i++) x[i]! += table[i * n + k]! * x[k]!;
    }
    x[0] = diagonal[0]! > 0 ? x[0]! / diagonal[0]! : 0;
    for (let k = 1; k < n; k++) {
      let sum = x[k]!;
      for (let j = 0; j < k; j++) sum += table[k * n + j]! * x[j]!;
      x[k] = sum / diagonal[k]!;
    }
    return x;
  }

  solveTransposed(c: Float64Array, atPivot = 0): Float64Array {
    const { table, diagonal } = this;
    const n = diagonal.length;
    const y = c.slice();
    for (let k = n - 1; k > 0; k--) {
      y[k]! /= diagonal[k]!;
      for (let j = 0; j < k; j++) y[j]! += y[k]! * table[k * n + j]!;
    }
    y[0] = diagonal[0]! > 0 ? y[0]! / diagonal[0]! : atPivot;
    for (let i = 0; i < n - 1; i++) {
      for (let k = i + 1; k < n; k++) y[k]! += y[i]! * table[i * n + k]!;
    }
    return y;
  }
}
