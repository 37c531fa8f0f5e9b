/**
 * Brings a real matrix (n × n, row by row; overwritten) to upper Hessenberg form by Householder reflections: a matrix
 * similar to it, orthogonally, with nothing below the first subdiagonal (Golub and Van Loan, algorithm 7.4.2).
 *
 * @param basis n × n, multiplied from the right by the same reflections where it is given.
 */
export function toHessenberg(table: Float64Array, n: number, basis?: Float64Array): void {
  const v = new Float64Array(n);
  for (let column = 0; column < n - 2; column++) {
    const scale = reflector(table, n, column, v);
    if (scale === 0) continue;
    reflectRows(table, n, column, v, scale);
    reflectColumns(table, n, column, v, scale);
    if (basis) reflectColumns(basis, n, column, v, scale);
    for (let i = column + 2; i < n; i++) table[i * n + column] = 0;
  }
}

/** Writes v so that I − scale · v v' sends the part of a column below its subdiagonal to zero; returns the scale. */
function reflector(table: Float64Array, n: number, column: number, v: Float64Array): number {
  let below = 0;
  for (let i = column + 2; i < n; i++) below = Math.max(below, Math.abs(table[i * n + column]!));
  if (below === 0) return 0;
  const size = Math.max(below, Math.abs(table[(column + 1) * n + column]!));
  let squares = 0;
  for (let i = column + 1; i < n; i++) {
    v[i] = table[i * n + column]! / size;
    squares += v[i]! ** 2;
  }
  const first = v[column + 1]!;
  v[column + 1] = first + (first < 0 ? -1 : 1) * Math.sqrt(squares);
  return 2 / (squares - first ** 2 + v[column + 1]! ** 2);
}

function reflectRows(table: Float64Array, n: number, column: number, v: Float64Array, scale: number): void {
  const sums = new Float64Array(n);
  for (let i = column + 1; i < n; i++) {
    for (let j = column; j < n; j++) sums[j]! += v[i]! * table[i * n + j]!;
  }
  for (let i = column + 1; i < n; i++) {
    const factor = scale * v[i]!;
    for (let j = column; j < n; j++) table[i * n + j]! -= factor * sums[j]!;
  }
}

function reflectColumns(
  table: Float64Array,
  n: number,
  column: number,
  v: Float64Array,
  scale: number,
): void {
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = column + 1; j < n; j++) sum += table[i * n + j]! * v[j]!;
    sum *= scale;
    for (let j = column + 1; j < n; j++) table[i * n + j]! -= sum * v[j]!;
  }
}
