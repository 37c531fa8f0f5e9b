/**
 * Numbers as sums hi + lo of two doubles, |lo| at most half a unit in the last place of hi: some 106 bits (Dekker 1971). For tables
 * of constants that are made once, in + − × ÷ and square roots alone.
 */
export type DoubleDouble = readonly [hi: number, lo: number];

/** a + b without an error (Knuth). */
export function twoSum(a: number, b: number): DoubleDouble {
  const hi = a + b;
  const rest = hi - a;
  return [hi, a - (hi - rest) + (b - rest)];
}

const SPLITTER = 2 ** 27 + 1;

/** a × b without an error (Dekker, Veltkamp), where nothing overflows. */
export function twoProduct(a: number, b: number): DoubleDouble {
  const hi = a * b;
  const [a1, b1] = [upperHalf(a), upperHalf(b)];
  const [a2, b2] = [a - a1, b - b1];
  return [hi, a1 * b1 - hi + a1 * b2 + a2 * b1 + a2 * b2];
}

/** The upper 26 bits of a double: what is left has 26 too. */
export function upperHalf(a: number): number {
  const scaled = SPLITTER * a;
  return scaled - (scaled - a);
}

export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [hi, lo] = twoSum(a[0], b[0]);
  const [tail, rest] = twoSum(a[1], b[1]);
  const [sum, error] = twoSum(hi, lo + tail);
  return twoSum(sum, error + rest);
}

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [hi, lo] = twoProduct(a[0], b[0]);
  return twoSum(hi, lo + (a[0] * b[1] + a[1] * b[0]));
}

export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a[0] / b[0];
  const rest = add(a, multiply([-first, 0], b));
  const second = rest[0] / b[0];
  const last = add(rest, multiply([-second, 0], b));
  return add(twoSum(first, second), [last[0] / b[0], 0]);
}

export function squareRoot(a: DoubleDouble): DoubleDouble {
  const root = Math.sqrt(a[0]);
  const rest = add(a, multiply([-root, 0], [root, 0]));
  return twoSum(root, rest[0] / (2 * root));
}

/** ln 2, from Σ_k 1 / (k 2^k) summed the other way round: 2 artanh(1/3). */
export function logarithmOfTwo(): DoubleDouble {
  return twiceArtanhOfInverse(3);
}

/** 2 artanh(1/n) = ln((n + 1) / (n − 1)) for n ≥ 3. */
function twiceArtanhOfInverse(n: number): DoubleDouble {
  const inverse = divide([1, 0], [n, 0]);
  const square = multiply(inverse, inverse);
  let power = multiply([2, 0], inverse);
  let sum = power;
  for (let k = 3; Math.abs(power[0]) > 2 ** -112; k += 2) {
    power = multiply(power, square);
    sum = add(sum, divide(power, [k, 0]));
  }
  return sum;
}
