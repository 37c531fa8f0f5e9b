import type { SparseRows } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import type { Reduction } from './reduction.js';
import { reduce } from './reduce.js';

/**
 * What a chain with one recurrent class does in the long run: its stationary law π, and the solutions of the two
 * Poisson equations that the derivatives of its averages come from. n nodes that take a step's time, perhaps followed
 * by the restart, which takes none. All of it lives on the recurrent class; entries of transient nodes are 0.
 */
export class LongRun {
  /** π, n numbers, 0 where transient. */
  readonly stationary: Float64Array;
  /** π continued to the restart by the rate at which it is passed. */
  private readonly invariant: Float64Array;
  private readonly reduction: Reduction;
  private readonly isRecurrent: Uint8Array;

  /**
   * @param rows P, with or without a restart after the first `size` nodes.
   * @param recurrent the nodes of its only recurrent class.
   */
  constructor(
    private readonly rows: SparseRows,
    private readonly size: number,
    private readonly recurrent: Int32Array,
  ) {
    this.isRecurrent = new Uint8Array(rows.rows);
    recurrent.forEach((x) => (this.isRecurrent[x] = 1));
    this.reduction = reduce(rows, recurrent, 1, new Float64Array(recurrent.length));
    this.invariant = this.spread(this.reduction.solveTransposed(new Float64Array(recurrent.length), 1));
    const total = this.timed(this.invariant);
    this.invariant.forEach((mass, x) => (this.invariant[x] = mass / total));
    this.stationary = this.invariant.slice(0, size);
  }

  /** h with (I − P) h = b − (π'b) e in the recurrent class and π'h = 0: the bias vector, where b is the reward. */
  bias(b: Float64Array): Float64Array {
    const mean = dot(this.stationary, b);
    const right = Float64Array.from(this.recurrent, (x) => (x < this.size ? b[x]! - mean : 0));
    const h = this.spread(this.reduction.solve(right));
    const shift = dot(this.stationary, h.subarray(0, this.size));
    this.recurrent.forEach((x) => (h[x]! -= shift));
    return h;
  }

  /** `bias(b)` on transient nodes too, n numbers: what they gather before they reach the class, and find there. */
  biasEverywhere(b: Float64Array): Float64Array {
    const { rows, size } = this;
    const h = this.bias(b);
    const transient = this.transientNodes();
    if (transient.length === 0) return h.slice(0, size);
    const mean = dot(this.stationary, b);
    const leak = new Float64Array(transient.length);
    const right = Float64Array.from(transient, (x, i) => {
      let sum = x < size ? b[x]! - mean : 0;
      for (let k = rows.offsets[x]!; k < rows.offsets[x + 1]!; k++) {
        const next = rows.indices[k]!;
        if (!this.isRecurrent[next]) continue;
        leak[i]! += rows.values[k]!;
        sum += rows.values[k]! * h[next]!;
      }
      return sum;
    });
    const solution = reduce(rows, transient, 1, leak).solve(right);
    transient.forEach((x, i) => (h[x] = solution[i]!));
    return h.slice(0, size);
  }

  /** y with y'(I − P) = c' and y'e = 0, for c'e = 0: the derivative of π', where c' is π' times the derivative of P. */
  response(c: Float64Array): Float64Array {
    const y = this.spread(this.reduction.solveTransposed(Float64Array.from(this.recurrent, (x) => c[x]!)));
    const total = this.timed(y);
    this.invariant.forEach((mass, x) => (y[x]! -= total * mass));
    return y;
  }

  /** The sum over the nodes that take time. */
  private timed(y: Float64Array): number {
    let sum = 0;
    for (let x = 0; x < this.size; x++) sum += y[x]!;
    return sum;
  }

  private transientNodes(): Int32Array {
    return Int32Array.from(this.isRecurrent.keys()).filter((x) => !this.isRecurrent[x]);
  }

  /** Numbers of the recurrent nodes, among all nodes. */
  private spread(values: Float64Array): Float64Array {
    const all = new Float64Array(this.rows.rows);
    this.recurrent.forEach((x, i) => (all[x] = values[i]!));
    return all;
  }
}
