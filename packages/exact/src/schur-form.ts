import { hypot } from '@pomdp-gym/numerics';
import { toHessenberg } from './hessenberg.js';
import {
  type Complex,
  type ComplexMatrix,
  divide,
  multiply,
  rotateColumns,
  rotateRows,
  rotationOf,
} from './rotations.js';

/** An upper triangular matrix, unitarily similar to a real one: its eigenvalues stand on the diagonal. */
export type SchurForm = ComplexMatrix;

/** A Schur form T with the unitary Q it belongs to: the matrix is Q T Qᴴ. */
export interface SchurFactors extends SchurForm {
  readonly basis: ComplexMatrix;
}

const PATIENCE = 300;

/**
 * The complex Schur form of a real matrix (n × n, row by row; left as it is) by the QR algorithm with Wilkinson's shift
 * and an exceptional shift every tenth round (Golub and Van Loan, section 7.5; EISPACK comqr). Written here because the
 * eigenvalue code of ml-matrix 6.15 never returns on some plain stochastic matrices, permutations among them.
 * About 12 n³ complex operations; a third of that with `want` at 'diagonal', which leaves what is above it undone.
 */
export function schurForm(
  matrix: Float64Array,
  n: number,
  want: 'triangle' | 'diagonal' = 'triangle',
): SchurForm {
  return iterate(matrix, n, want === 'triangle');
}

/** The same with the basis Q: some half as much again. */
export function schurFactors(matrix: Float64Array, n: number): SchurFactors {
  const real = new Float64Array(n * n);
  for (let i = 0; i < n; i++) real[i * n + i] = 1;
  const basis = { size: n, real, imaginary: new Float64Array(n * n) };
  return { ...iterate(matrix, n, true, basis), basis };
}

function iterate(matrix: Float64Array, n: number, whole: boolean, basis?: ComplexMatrix): SchurForm {
  const real = matrix.slice();
  toHessenberg(real, n, basis?.real);
  const form = { size: n, real, imaginary: new Float64Array(n * n) };
  const norm = real.reduce((sum, value) => sum + Math.abs(value), 0);
  let rounds = 0;
  for (let high = n - 1; high > 0;) {
    const low = activeFrom(form, high, norm);
    if (low === high) {
      high--;
      rounds = 0;
      continue;
    }
    if (++rounds > PATIENCE) throw new Error('The QR algorithm did not converge.');
    const shift = rounds % 10 === 0 ? exceptionalShift(form, high) : wilkinsonShift(form, high);
    sweep(form, low, high, shift, whole ? [0, n - 1] : [low, high], basis);
  }
  return form;
}

/** Where the unreduced block that ends at `high` begins; a negligible subdiagonal entry before it is set to zero. */
function activeFrom({ size: n, real, imaginary }: SchurForm, high: number, norm: number): number {
  for (let low = high; low > 0; low--) {
    const at = low * n + low;
    const [above, before] = [at - n - 1, at - 1];
    const scale =
      Math.abs(real[above]!) + Math.abs(imaginary[above]!) + Math.abs(real[at]!) + Math.abs(imaginary[at]!);
    if (Math.abs(real[before]!) + Math.abs(imaginary[before]!) <= Number.EPSILON * (scale || norm)) {
      real[before] = imaginary[before] = 0;
      return low;
    }
  }
  return 0;
}

/** The eigenvalue of the last 2 × 2 block [[a, b], [c, d]] that is nearest to d. */
function wilkinsonShift({ size: n, real, imaginary }: SchurForm, high: number): Complex {
  const entry = (row: number, column: number): Complex => [
    real[row * n + column]!,
    imaginary[row * n + column]!,
  ];
  const [a, b, c, d] = [
    entry(high - 1, high - 1),
    entry(high - 1, high),
    entry(high, high - 1),
    entry(high, high),
  ];
  const half: Complex = [(a[0] - d[0]) / 2, (a[1] - d[1]) / 2];
  const bc = multiply(b, c);
  const square = multiply(half, half);
  const root = squareRoot([square[0] + bc[0], square[1] + bc[1]]);
  const sign = half[0] * root[0] + half[1] * root[1] < 0 ? -1 : 1;
  const denominator: Complex = [half[0] + sign * root[0], half[1] + sign * root[1]];
  if (denominator[0] === 0 && denominator[1] === 0) return d;
  const step = divide(bc, denominator);
  return [d[0] - step[0], d[1] - step[1]];
}

/** A shift that owes nothing to the pattern the iteration may be caught in. */
function exceptionalShift({ size: n, real, imaginary }: SchurForm, high: number): Complex {
  const at = high * n + high;
  return [real[at]! + 0.75 * hypot(real[at - 1]!, imaginary[at - 1]!), imaginary[at]!];
}

function squareRoot([x, y]: Complex): Complex {
  const size = hypot(x, y);
  const real = Math.sqrt((size + Math.abs(x)) / 2);
  if (real === 0) return [0, 0];
  const other = Math.abs(y) / (2 * real);
  return x >= 0 ? [real, Math.sign(y) * other] : [other, (y < 0 ? -1 : 1) * real];
}

/** One QR step on the block low … high: H − shift = QR becomes RQ + shift. Rotations reach from row `first` to column `last`. */
function sweep(
  form: SchurForm,
  low: number,
  high: number,
  shift: Complex,
  [first, last]: readonly [first: number, last: number],
  basis?: ComplexMatrix,
): void {
  const { size: n, real, imaginary } = form;
  shiftDiagonal(form, low, high, [-shift[0], -shift[1]]);
  const cosines = new Float64Array(high);
  const sines = new Float64Array(2 * high);
  for (let k = low; k < high; k++) {
    const [top, bottom] = [k * n + k, (k + 1) * n + k];
    const [c, s] = rotationOf([real[top]!, imaginary[top]!], [real[bottom]!, imaginary[bottom]!]);
    cosines[k] = c;
    sines[2 * k] = s[0];
    sines[2 * k + 1] = s[1];
    rotateRows(form, k, c, s, last);
    real[bottom] = imaginary[bottom] = 0;
  }
  for (let k = low; k < high; k++) {
    const s: Complex = [sines[2 * k]!, sines[2 * k + 1]!];
    rotateColumns(form, k, cosines[k]!, s, [first, k + 1]);
    if (basis) rotateColumns(basis, k, cosines[k]!, s, [0, n - 1]);
  }
  shiftDiagonal(form, low, high, shift);
}

function shiftDiagonal(
  { size: n, real, imaginary }: SchurForm,
  low: number,
  high: number,
  by: Complex,
): void {
  for (let k = low; k <= high; k++) {
    real[k * n + k]! += by[0];
    imaginary[k * n + k]! += by[1];
  }
}
