import type { Reduction } from './reduction.js';

/** One eliminated node: what left it, where it led, and the shares of it that other rows passed on. */
export class EliminatedStates {
  private readonly to: Int32Array;
  private readonly values: Float64Array;
  private readonly from: Int32Array;
  private readonly shares: Float64Array;

  constructor(
    private readonly node: number,
    private readonly leaving: number,
    row: ReadonlyMap<number, number>,
    shares: readonly (readonly [from: number, share: number])[],
  ) {
    this.to = Int32Array.from(row.keys());
    this.values = Float64Array.from(row.values());
    this.from = Int32Array.from(shares, ([from]) => from);
    this.shares = Float64Array.from(shares, ([, share]) => share);
  }

  down(x: Float64Array): void {
    const value = x[this.node]!;
    for (let i = 0; i < this.from.length; i++) x[this.from[i]!]! += this.shares[i]! * value;
  }

  up(x: Float64Array): void {
    let sum = x[this.node]!;
    for (let j = 0; j < this.to.length; j++) sum += this.values[j]! * x[this.to[j]!]!;
    x[this.node] = sum / this.leaving;
  }

  transposedDown(y: Float64Array): void {
    const value = (y[this.node]! /= this.leaving);
    for (let j = 0; j < this.to.length; j++) y[this.to[j]!]! += value * this.values[j]!;
  }

  transposedUp(y: Float64Array): void {
    for (let i = 0; i < this.from.length; i++) y[this.node]! += y[this.from[i]!]! * this.shares[i]!;
  }
}

/** An elimination made sparsely, followed by that of the nodes it left. */
export class SparseReduction implements Reduction {
  private readonly backwards: readonly EliminatedStates[];

  constructor(
    private readonly eliminated: readonly EliminatedStates[],
    private readonly left: Int32Array,
    private readonly rest: Reduction,
  ) {
    this.backwards = eliminated.toReversed();
  }

  solve(b: Float64Array): Float64Array {
    const x = b.slice();
    for (const node of this.eliminated) node.down(x);
    this.solveRest(x, (right) => this.rest.solve(right));
    for (const node of this.backwards) node.up(x);
    return x;
  }

  solveTransposed(c: Float64Array, atPivot = 0): Float64Array {
    const y = c.slice();
    for (const node of this.eliminated) node.transposedDown(y);
    this.solveRest(y, (right) => this.rest.solveTransposed(right, atPivot));
    for (const node of this.backwards) node.transposedUp(y);
    return y;
  }

  private solveRest(x: Float64Array, solve: (right: Float64Array) => Float64Array): void {
    const solution = solve(Float64Array.from(this.left, (k) => x[k]!));
    this.left.forEach((k, i) => (x[k] = solution[i]!));
  }
}
