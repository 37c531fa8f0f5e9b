import { addScaled, dot, norm, scale } from '@pomdp-gym/numerics';
import { schurForm } from './schur-form.js';
import { eigenvalues, modulus } from './spectrum.js';
import type { Transitions } from './transitions.js';

const DIMENSIONS = 40;
const FIRST_POWERS = 32;
const MOST_POWERS = 16_384;
const CLOSED = 1e-13;

/**
 * |λ₂| of a chain too large for its whole spectrum, by Arnoldi's method on A = Π^½ P Π^−½ with the eigenvector of 1
 * projected away. Each round multiplies the start by A twice as often as the one before, which leaves the eigenvectors
 * of large modulus, and reads the largest modulus off a Krylov space of 40 dimensions; two rounds that agree to a
 * millionth of 1 − |λ₂| are taken for the answer. Undefined where some 30,000 products are not enough, as for a large chain
 * that mixes very slowly.
 */
export function krylovSecondModulus(
  chain: Transitions,
  stationary: Float64Array,
  recurrent: Int32Array,
  mostPowers = MOST_POWERS,
): number | undefined {
  const root = stationary.map(Math.sqrt);
  const step = (v: Float64Array) => project(balancedStep(chain, root, recurrent, v), root);
  const size = Math.min(DIMENSIONS, recurrent.length - 1);
  let v = project(start(recurrent, stationary.length), root);
  let before = NaN;
  for (let powers = FIRST_POWERS; powers <= mostPowers; powers *= 2) {
    for (let t = 0; t < powers; t++) v = step(normalized(v));
    const arnoldi = new Arnoldi(step, v.slice());
    arnoldi.extend(size);
    const found = arnoldi.largestModulus();
    if (Math.abs(found - before) <= Math.max(1e-6 * (1 - found), 1e-12)) return found;
    before = found;
  }
  return undefined;
}

/** v scaled to length one, in place; a zero vector is left as it is. */
function normalized(v: Float64Array): Float64Array {
  const length = norm(v);
  if (length > 0) scale(v, 1 / length);
  return v;
}

/** A vector with something of every eigenvector in it, for all that is likely: the fractional parts of multiples of √2. */
function start(recurrent: Int32Array, size: number): Float64Array {
  const v = new Float64Array(size);
  recurrent.forEach((x, i) => (v[x] = ((i + 1) * Math.SQRT2) % 1));
  return v;
}

/** v less its part along √π, the eigenvector of 1 on either side. In place. */
function project(v: Float64Array, root: Float64Array): Float64Array {
  addScaled(v, -dot(root, v), root);
  return v;
}

/** Π^½ P Π^−½ v over the recurrent nodes. */
function balancedStep(
  { continuing, ending, restart }: Transitions,
  root: Float64Array,
  recurrent: Int32Array,
  v: Float64Array,
): Float64Array {
  const unbalanced = new Float64Array(v.length);
  for (const x of recurrent) unbalanced[x] = v[x]! / root[x]!;
  const atRestart = dot(restart, unbalanced);
  const result = new Float64Array(v.length);
  for (const x of recurrent) {
    let sum = ending[x]! * atRestart;
    for (let k = continuing.offsets[x]!; k < continuing.offsets[x + 1]!; k++) {
      sum += continuing.values[k]! * unbalanced[continuing.indices[k]!]!;
    }
    result[x] = sum * root[x]!;
  }
  return result;
}

/** Arnoldi's process: an orthonormal basis of v, Av, A²v, …, and A seen in it, an upper Hessenberg matrix. */
class Arnoldi {
  private readonly basis: Float64Array[] = [];
  /** columns[j][i]: the part of A q_j along q_i. */
  private readonly columns: number[][] = [];
  private next: Float64Array;

  constructor(
    private readonly step: (v: Float64Array) => Float64Array,
    first: Float64Array,
  ) {
    this.next = first;
  }

  /** Grows the basis to `size` vectors, or to fewer where the space is closed under A. */
  extend(size: number): void {
    while (this.basis.length < size) {
      const length = norm(this.next);
      if (length < CLOSED) return;
      scale(this.next, 1 / length);
      if (this.basis.length > 0) this.columns.at(-1)!.push(length);
      this.basis.push(this.next);
      const v = this.step(this.next);
      const column = this.basis.map(() => 0);
      for (let pass = 0; pass < 2; pass++) {
        this.basis.forEach((q, i) => {
          const part = dot(q, v);
          column[i]! += part;
          addScaled(v, -part, q);
        });
      }
      this.columns.push(column);
      this.next = v;
    }
  }

  largestModulus(): number {
    const n = this.basis.length;
    const table = new Float64Array(n * n);
    this.columns.forEach((column, j) => column.slice(0, n).forEach((part, i) => (table[i * n + j] = part)));
    return n === 0 ? 0 : modulus(eigenvalues(schurForm(table, n, 'diagonal'))[0]!);
  }
}
