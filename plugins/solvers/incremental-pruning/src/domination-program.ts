import { log2 } from '@pomdp-gym/numerics';
import type { VectorSet } from './vector-set.js';

/** Probabilities below zero by this much are rounding, and so are entries of the basis, which are in the unit of the program. */
const ROUNDING = 1e-12;
/** The bounds have met where they differ by this part of the numbers in play. */
const MET = 4 * Number.EPSILON;
/** Pivots a program may take, for each row: many times what it needs, so that cycling ends. */
const PIVOTS = 50;

/**
 * By how much a vector α exceeds a set Φ at best: max over beliefs b of min_i b · (α − φ_i), which is a matrix game. The
 * simplex method works on its dual, min over mixtures λ of max_s Σ_i λ_i (α − φ_i)(s), whose basis has one row a state
 * and one for Σ λ = 1, whatever the size of Φ. A vector enters by being the best of Φ at the present b, so a pivot costs
 * one evaluation of Φ. Both bounds are certified by what they stand for, not by the arithmetic that found them: `lower`
 * by a belief, `upper` by a mixture.
 */
export class DominationProgram {
  /** min_i b · (α − φ_i) at `belief` */
  lower = -Infinity;
  /** max_s Σ_i λ_i (α − φ_i)(s) at the mixture found. */
  upper = Infinity;
  /** The belief of `lower`. */
  readonly belief: Float64Array;
  /** How many programs were solved. */
  solved = 0;
  private readonly rows: number;
  /** B⁻¹, row by row. Its last column is the basic solution, its row `free` is −b and then the value. */
  private readonly inverse: Float64Array;
  /** What is basic in each row: −1 the value, s < size the slack of state s, size + i the weight λ_i. */
  private readonly basis: Int32Array;
  private readonly trial: Float64Array;
  private readonly column: Float64Array;
  private readonly pivotColumn: Float64Array;
  private free = 0;
  /** What the differences of vectors are divided by, so that pivots do not depend on the unit of rewards. */
  private unit = 1;

  /** @param size how many states a belief has. */
  constructor(private readonly size: number) {
    this.rows = size + 1;
    this.inverse = new Float64Array(this.rows * this.rows);
    this.basis = new Int32Array(this.rows);
    this.belief = new Float64Array(size);
    this.trial = new Float64Array(size);
    this.column = new Float64Array(this.rows);
    this.pivotColumn = new Float64Array(this.rows);
  }

  /**
   * Solves the program for the vector at `place` of `from` against `set`, which is not empty; only as far as it takes
   * to know that the optimum is above `accept` or at most `reject`.
   */
  solve(from: VectorSet, place: number, set: VectorSet, accept = Infinity, reject = -Infinity): void {
    const alpha = from.values.subarray(place * this.size, (place + 1) * this.size);
    this.solved++;
    this.lower = -Infinity;
    this.begin(alpha, set);
    for (let pivots = PIVOTS * this.rows; pivots > 0; pivots--) {
      if (this.value <= reject) break;
      const negative = this.readBelief();
      if (negative >= 0) this.enterSlack(negative);
      else {
        const best = set.bestAt(this.trial);
        const low = dot(alpha, this.trial) - set.valueAt(best, this.trial);
        if (low > this.lower) this.keep(low);
        if (this.lower > accept || this.value - low <= MET * (Math.abs(low) + largest(alpha))) break;
        if (!this.enterVector(alpha, set, best)) break;
      }
    }
    this.upper = this.certify(alpha, set);
  }

  /** The value of the present mixture. */
  private get value(): number {
    return this.unit * this.inverse[this.free * this.rows + this.size]!;
  }

  /** The mixture that is the first vector alone: the slack of the state where α exceeds it most is zero, and not basic. */
  private begin(alpha: Float64Array, { values }: VectorSet): void {
    const { size, rows, inverse, basis } = this;
    let first = 0;
    let most = 0;
    for (let s = 0; s < size; s++) {
      most = Math.max(most, Math.abs(alpha[s]! - values[s]!));
      if (alpha[s]! - values[s]! > alpha[first]! - values[first]!) first = s;
    }
    this.unit = powerOfTwo(most);
    inverse.fill(0);
    for (let s = 0; s < size; s++) {
      basis[s] = s === first ? -1 : s;
      inverse[s * rows + first] = -1;
      if (s === first) inverse[s * rows + size] = (alpha[s]! - values[s]!) / this.unit;
      else {
        inverse[s * rows + s] = 1;
        inverse[s * rows + size] = (alpha[first]! - values[first]! - (alpha[s]! - values[s]!)) / this.unit;
      }
    }
    basis[size] = size;
    inverse[size * rows + size] = 1;
    this.free = first;
  }

  /** Reads b; returns the state with the most negative entry, −1 where there is none. */
  private readBelief(): number {
    const { size, rows, inverse, trial } = this;
    let negative = -1;
    let least = -ROUNDING;
    let sum = 0;
    for (let s = 0; s < size; s++) {
      const probability = -inverse[this.free * rows + s]!;
      if (probability < least) [negative, least] = [s, probability];
      trial[s] = Math.max(0, probability);
      sum += trial[s]!;
    }
    for (let s = 0; s < size; s++) trial[s]! /= sum;
    return negative;
  }

  private keep(low: number): void {
    this.lower = low;
    this.belief.set(this.trial);
  }

  private enterSlack(state: number): boolean {
    this.column.fill(0);
    this.column[state] = 1;
    return this.pivot(state);
  }

  private enterVector(alpha: Float64Array, { values }: VectorSet, place: number): boolean {
    const { size, column } = this;
    for (let s = 0; s < size; s++) column[s] = (alpha[s]! - values[place * size + s]!) / this.unit;
    column[size] = 1;
    return this.pivot(size + place);
  }

  /** Brings a column into the basis; returns false where rounding leaves none to take its place. */
  private pivot(entering: number): boolean {
    const { rows, inverse, basis, pivotColumn } = this;
    const leaving = this.leavingRow();
    if (leaving < 0) return false;
    const scale = 1 / pivotColumn[leaving]!;
    for (let c = 0; c < rows; c++) inverse[leaving * rows + c]! *= scale;
    for (let r = 0; r < rows; r++) {
      const factor = pivotColumn[r]!;
      if (r === leaving || factor === 0) continue;
      for (let c = 0; c < rows; c++) inverse[r * rows + c]! -= factor * inverse[leaving * rows + c]!;
    }
    basis[leaving] = entering;
    return true;
  }

  /** The row that reaches zero first as the column enters; of those that tie, the one with the largest pivot. */
  private leavingRow(): number {
    const { rows, size, inverse, column, pivotColumn } = this;
    let leaving = -1;
    let least = Infinity;
    for (let r = 0; r < rows; r++) {
      let entry = 0;
      for (let c = 0; c < rows; c++) entry += inverse[r * rows + c]! * column[c]!;
      pivotColumn[r] = entry;
      if (r === this.free || entry <= ROUNDING) continue;
      const ratio = Math.max(0, inverse[r * rows + size]!) / entry;
      if (ratio > least || (ratio === least && entry <= pivotColumn[leaving]!)) continue;
      leaving = r;
      least = ratio;
    }
    return leaving;
  }

  /** max_s Σ_i λ_i (α − φ_i)(s), with λ read from the basis and mended to be a mixture. */
  private certify(alpha: Float64Array, { values }: VectorSet): number {
    const { size, rows, inverse, basis, column } = this;
    column.fill(0);
    let total = 0;
    for (let r = 0; r < rows; r++) {
      const weight = inverse[r * rows + size]!;
      if (basis[r]! < size || !(weight > 0)) continue;
      total += weight;
      const at = (basis[r]! - size) * size;
      for (let s = 0; s < size; s++) column[s]! += weight * values[at + s]!;
    }
    let most = -Infinity;
    for (let s = 0; s < size; s++) most = Math.max(most, alpha[s]! - column[s]! / total);
    return most;
  }
}

/** The largest power of two that is at most x > 0, by which division is exact; 1 for 0. */
function powerOfTwo(x: number): number {
  if (x === 0) return 1;
  const near = 2 ** Math.round(log2(x));
  return near > x ? near / 2 : near;
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let s = 0; s < x.length; s++) sum += x[s]! * y[s]!;
  return sum;
}

function largest(x: Float64Array): number {
  let most = 0;
  for (let s = 0; s < x.length; s++) most = Math.max(most, Math.abs(x[s]!));
  return most;
}
