import { hypot } from '@pomdp-gym/numerics';
import type { SchurForm } from './schur-form.js';
import type { Transitions } from './transitions.js';

/** λ = real + i · imaginary */
export interface Eigenvalue {
  readonly real: number;
  readonly imaginary: number;
}

/** Chains with more recurrent nodes than this get no whole spectrum: it takes n² numbers and some 12 n³ operations. */
export const SPECTRUM_LIMIT = 400;

/**
 * P over the recurrent nodes, row by row; endings lead straight to the next episode's first node. With `root` = √π it is
 * Π^½ P Π^−½ instead: similar to P, symmetric where the chain is reversible, and with eigenvectors Π^½ S where those
 * of P are S.
 */
export function denseTransitions(
  { continuing, ending, restart }: Transitions,
  recurrent: Int32Array,
  root?: Float64Array,
): Float64Array {
  const n = recurrent.length;
  const place = new Int32Array(continuing.rows).fill(-1);
  recurrent.forEach((x, i) => (place[x] = i));
  const table = new Float64Array(n * n);
  recurrent.forEach((x, i) => {
    const row = table.subarray(i * n, (i + 1) * n);
    for (let k = continuing.offsets[x]!; k < continuing.offsets[x + 1]!; k++) {
      const j = place[continuing.indices[k]!]!;
      if (j >= 0) row[j]! += continuing.values[k]!;
    }
    recurrent.forEach((next, j) => (row[j]! += ending[x]! * restart[next]!));
    if (root) recurrent.forEach((next, j) => (row[j]! *= root[x]! / root[next]!));
  });
  return table;
}

/** The diagonal of a Schur form, by falling modulus; of equals, the nearest to 1 first. */
export function eigenvalues({ size: n, real, imaginary }: SchurForm): Eigenvalue[] {
  return Array.from({ length: n }, (_, i) => ({
    real: real[i * n + i]!,
    imaginary: imaginary[i * n + i]!,
  })).sort((a, b) => modulus(b) - modulus(a) || b.real - a.real || b.imaginary - a.imaginary);
}

export function modulus({ real, imaginary }: Eigenvalue): number {
  return hypot(real, imaginary);
}

/**
 * |λ₂|: the largest modulus once one eigenvalue 1 is set aside; 0 for a chain of one node, 1 for a periodic one.
 * @param spectrum every eigenvalue, in any order.
 */
export function secondModulus(spectrum: readonly Eigenvalue[]): number {
  const fromOne = (value: Eigenvalue) => hypot(value.real - 1, value.imaginary);
  const one = spectrum.reduce((best, value) => (fromOne(value) < fromOne(best) ? value : best), spectrum[0]!);
  return spectrum.reduce(
    (largest, value) => (value === one ? largest : Math.max(largest, modulus(value))),
    0,
  );
}
