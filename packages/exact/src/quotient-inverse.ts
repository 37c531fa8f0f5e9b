import { InputError } from '@pomdp-gym/contracts';
import { inverse, Matrix, SVD } from 'ml-matrix';

/** Singular values below this part of the largest are zero. */
const RANK = 1e-10;

/**
 * A⁻¹ of a square matrix on the complement of its kernel, Q (Q'AQ)⁻¹ Q', the columns of Q an orthonormal basis of what is orthogonal to the
 * kernel. Throws an InputError where A is not invertible there.
 */
export function quotientInverse(rows: readonly (readonly number[])[]): Float64Array[] {
  const matrix = new Matrix(rows.map((row) => [...row]));
  const { diagonal, rightSingularVectors } = new SVD(matrix);
  const largest = Math.max(...diagonal);
  const kept = diagonal.flatMap((value, i) => (value > RANK * largest ? [i] : []));
  const basis = rightSingularVectors.subMatrixColumn(kept);
  const restricted = basis.transpose().mmul(matrix).mmul(basis);
  const smallest = Math.min(...new SVD(restricted).diagonal);
  if (!(smallest > RANK * largest))
    throw new InputError(
      'TD(λ) has no one fixed point with these features: take others, a larger λ, or one indicator an observation.',
    );
  const inverted = basis.mmul(inverse(restricted)).mmul(basis.transpose());
  return rows.map((_, i) => Float64Array.from(inverted.getRow(i)));
}
