import type { SparseRows } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import type { Reduction } from './dense-reduction.js';
import { reduce } from './reduce.js';

/**
 * What a chain with one recurrent class does in the long run: its stationary law π, and the solutions of the two
 * Poisson equations that the derivatives of its averages come from. n nodes that take a step's time, perhaps followed
 * by the restart, which takes none. All of it lives on the recurrent class; entries of transient nodes are 0.
 */
export class LongRun {
  /** π, n numbers, 0 where transient. */
  readonly stationary: Float64Array;
  private readonly reduction: Reduction;

  /**
   * @param rows P, with or without a restart after the first `size` nodes.
   * @param recurrent the nodes of its only recurrent class.
   */
  constructor(
    private readonly rows: SparseRows,
    private readonly size: number,
    private readonly recurrent: Int32Array,
  ) {
    this.reduction = reduce(rows, recurrent, 1, new Float64Array(recurrent.length));
    this.invariant = this.spread(this.reduction.solveTransposed(new Float64Array(recurrent.length), 1));
    const total = this.timed(this.invariant);
    this.invariant.forEach((mass, x) => (this.invariant[x] = mass / total));
    this.stationary = this.invariant.slice(0, size);
  }

  /** π continued to the restart by the rate at which it is passed. */
  private readonly invariant: Float64Array;

  /** h with (I − P) h = b − (π'b) e in the recurrent class and π'h = 0: the bias vector, where b is the reward. */
  bias(b: Float64Array): Float64Array {
    const mean = dot(this.stationary, b);
    const right = Float64Array.from(this.recurrent, (x) => (x < this.size ? b[x]! - mean : 0));
    const h = this.spread(this.reduction.solve(right));
    const shift = dot(this.stationary, h.subarray(0, this.size));
    this.recurrent.forEach((x) => (h[x]! -= shift));
    return h;
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

  /** Numbers of the recurrent nodes, among all nodes. */
  private spread(values: Float64Array): Float64Array {
    const all = new Float64Array(this.rows.rows);
    this.recurrent.forEach((x, i) => (all[x] = values[i]!));
    return all;
  }
}
