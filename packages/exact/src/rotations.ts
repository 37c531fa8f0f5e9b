import { hypot } from '@pomdp-gym/numerics';
export type Complex = readonly [real: number, imaginary: number];

/** n × n complex numbers, row by row. */
export interface ComplexMatrix {
  readonly size: number;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

export function multiply(x: Complex, y: Complex): Complex {
  return [x[0] * y[0] - x[1] * y[1], x[0] * y[1] + x[1] * y[0]];
}

export function divide(x: Complex, y: Complex): Complex {
  const squares = y[0] * y[0] + y[1] * y[1];
  return [(x[0] * y[0] + x[1] * y[1]) / squares, (x[1] * y[0] - x[0] * y[1]) / squares];
}

/** The rotation of two rows, c real, that sends the lower of two entries to zero: s̄ · upper = c · lower. */
export function rotationOf(upper: Complex, lower: Complex): [c: number, s: Complex] {
  const length = hypot(...upper, ...lower);
  if (length === 0) return [1, [0, 0]];
  const [size, phase] = polar(upper[0], upper[1]);
  // The lower row becomes −s̄ · upper + c · lower, and c stays real: s carries the phases of both.
  return [size / length, multiply(phase, [lower[0] / length, -lower[1] / length])];
}

function polar(x: number, y: number): [size: number, phase: Complex] {
  const size = hypot(x, y);
  return size === 0 ? [0, [1, 0]] : [size, [x / size, y / size]];
}

/** Rows k and k+1, up to column `last`, become c·(row k) + s·(row k+1) and −s̄·(row k) + c·(row k+1). */
export function rotateRows(
  { size: n, real, imaginary }: ComplexMatrix,
  k: number,
  c: number,
  [sr, si]: Complex,
  last: number,
): void {
  for (let j = k, a = k * n + k, b = a + n; j <= last; j++, a++, b++) {
    const [ar, ai, br, bi] = [real[a]!, imaginary[a]!, real[b]!, imaginary[b]!];
    real[a] = c * ar + sr * br - si * bi;
    imaginary[a] = c * ai + sr * bi + si * br;
    real[b] = c * br - sr * ar - si * ai;
    imaginary[b] = c * bi - sr * ai + si * ar;
  }
}

/** Columns k and k+1, from row `first` to row `last`, times the conjugate transpose of that rotation. */
export function rotateColumns(
  { size: n, real, imaginary }: ComplexMatrix,
  k: number,
  c: number,
  [sr, si]: Complex,
  [first, last]: readonly [first: number, last: number],
): void {
  for (let i = first, a = first * n + k; i <= last; i++, a += n) {
    const b = a + 1;
    const [ar, ai, br, bi] = [real[a]!, imaginary[a]!, real[b]!, imaginary[b]!];
    real[a] = c * ar + sr * br + si * bi;
    imaginary[a] = c * ai + sr * bi - si * br;
    real[b] = c * br - sr * ar + si * ai;
    imaginary[b] = c * bi - sr * ai - si * ar;
  }
}
