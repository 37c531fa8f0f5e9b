import { hypot } from '@pomdp-gym/numerics';
import { Matrix, SVD } from 'ml-matrix';
import type { SchurForm } from './schur-form.js';

/**
 * κ₂ of the matrix of eigenvectors, each of Euclidean length one: 1 where they are orthogonal, Infinity where they do
 * not span. Read from a Schur form T alone, for the unitary matrix between T's eigenvectors and the original's
 * changes no singular value.
 */
export function eigenvectorCondition(form: SchurForm): number {
  const n = form.size;
  const small = 16 * n * Number.EPSILON * largestEntry(form);
  const embedded = Matrix.zeros(2 * n, 2 * n);
  for (let k = 0; k < n; k++) {
    const [real, imaginary] = eigenvector(form, k, small);
    for (let i = 0; i <= k; i++) {
      embedded.set(i, k, real[i]!);
      embedded.set(n + i, n + k, real[i]!);
      embedded.set(i, n + k, -imaginary[i]!);
      embedded.set(n + i, k, imaginary[i]!);
    }
  }
  const singular = new SVD(embedded, {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  }).diagonal;
  return Math.max(...singular) / Math.min(...singular);
}

/** The k-th eigenvector of an upper triangular matrix, by back substitution, scaled to length one; numbers up to `small` are rounding. */
function eigenvector(
  { size: n, real, imaginary }: SchurForm,
  k: number,
  small: number,
): [real: Float64Array, imaginary: Float64Array] {
  const x = new Float64Array(k + 1);
  const y = new Float64Array(k + 1);
  x[k] = 1;
  for (let i = k - 1; i >= 0; i--) {
    let [a, b] = [0, 0];
    for (let j = i + 1, at = i * n + j; j <= k; j++, at++) {
      a += real[at]! * x[j]! - imaginary[at]! * y[j]!;
      b += real[at]! * y[j]! + imaginary[at]! * x[j]!;
    }
    let [c, d] = [real[k * n + k]! - real[i * n + i]!, imaginary[k * n + k]! - imaginary[i * n + i]!];
    if (hypot(c, d) <= small) {
      // A double eigenvalue: where nothing couples the two, any mixture is an eigenvector, and this one the plainest.
      if (hypot(a, b) <= small) continue;
      [c, d] = [small, 0];
    }
    const squares = c * c + d * d;
    x[i] = (a * c + b * d) / squares;
    y[i] = (b * c - a * d) / squares;
  }
  const length = hypot(...x, ...y);
  return [x.map((value) => value / length), y.map((value) => value / length)];
}

function largestEntry({ real, imaginary }: SchurForm): number {
  return real.reduce((most, value, i) => Math.max(most, Math.abs(value) + Math.abs(imaginary[i]!)), 0);
}
