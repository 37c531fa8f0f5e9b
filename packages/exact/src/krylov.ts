import { addScaled, dot, norm, scale } from '@pomdp-gym/numerics';
import { schurForm } from './schur-form.js';
import { eigenvalues, modulus } from './spectrum.js';
import type { Transitions } from './transitions.js';

const SIZES = [30, 60, 120, 240];
const AGREEMENT = 1e-6;

/**
 * |λ₂| of a chain too large for its whole spectrum, by Arnoldi's method on Π^½ P Π^−½ with the eigenvector of 1
 * projected away: the largest modulus over Krylov spaces of growing size, taken when two of them agree to 1e-6,
 * relatively. Undefined where 240 dimensions are not enough, as where a large chain mixes very slowly.
 */
export function krylovSecondModulus(
  chain: Transitions,
  stationary: Float64Array,
  recurrent: Int32Array,
): number | undefined {
  const root = stationary.map(Math.sqrt);
  const step = (v: Float64Array) => project(balancedStep(chain, root, recurrent, v), root);
  const arnoldi = new Arnoldi(step, project(start(recurrent, stationary.length), root));
  let before = NaN;
  for (const size of SIZES) {
    const exhausted = arnoldi.extend(Math.min(size, recurrent.length - 1));
    const found = arnoldi.largestModulus();
    if (exhausted || Math.abs(found - before) <= AGREEMENT * found) return found;
    before = found;
  }
  return undefined;
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

  /** Grows the basis to `size` vectors; true where it stopped growing because the space is closed under A. */
  extend(size: number): boolean {
    while (this.basis.length < size) {
      const length = norm(this.next);
      if (length < 1e-13) return true;
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
    return false;
  }

  largestModulus(): number {
    const n = this.basis.length;
    const table = new Float64Array(n * n);
    this.columns.forEach((column, j) => column.slice(0, n).forEach((part, i) => (table[i * n + j] = part)));
    return n === 0 ? 0 : modulus(eigenvalues(schurForm(table, n, 'diagonal'))[0]!);
  }
}
