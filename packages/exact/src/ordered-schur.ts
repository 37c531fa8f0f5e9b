import { hypot } from '@pomdp-gym/numerics';
import { type Complex, rotateColumns, rotateRows, rotationOf } from './rotations.js';
import type { SchurFactors, SchurForm } from './schur-form.js';

/**
 * Puts the eigenvalues of a Schur form in order of falling modulus, in place, by rotations that exchange neighbours (Golub and Van
 * Loan, section 7.6.2). Where two moduli are as good as equal nothing is exchanged.
 */
export function orderByModulus(form: SchurFactors): void {
  const n = form.size;
  for (let end = n - 1; end > 0; end--) {
    let sorted = true;
    for (let k = 0; k < end; k++) {
      if (modulusAt(form, k + 1) <= modulusAt(form, k) * (1 + 1e-12) + 1e-15) continue;
      exchange(form, k);
      sorted = false;
    }
    if (sorted) return;
  }
}

/** λ_k of an upper triangular matrix. */
export function eigenvalueAt({ size: n, real, imaginary }: SchurForm, k: number): Complex {
  return [real[k * n + k]!, imaginary[k * n + k]!];
}

export function modulusAt(form: SchurForm, k: number): number {
  return hypot(...eigenvalueAt(form, k));
}

/** Exchanges eigenvalues k and k + 1. */
function exchange(form: SchurFactors, k: number): void {
  const { size: n, real, imaginary, basis } = form;
  const [first, second] = [eigenvalueAt(form, k), eigenvalueAt(form, k + 1)];
  const corner: Complex = [real[k * n + k + 1]!, imaginary[k * n + k + 1]!];
  // The eigenvector of the second eigenvalue in the 2 × 2 block is turned into the first axis.
  const [c, s] = rotationOf(corner, [second[0] - first[0], second[1] - first[1]]);
  rotateRows(form, k, c, s, n - 1);
  rotateColumns(form, k, c, s, [0, k + 1]);
  rotateColumns(basis, k, c, s, [0, n - 1]);
  const below = (k + 1) * n + k;
  real[below] = imaginary[below] = 0;
}
