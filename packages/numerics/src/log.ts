import { upperHalf } from './double-double.js';
import { mantissa, upperWord } from './power-of-two.js';

/** Mantissas are brought near 1 by factors j / 512. */
const PLACES = 512;
/** The table is computed in whole multiples of 2^−FIXED. */
const FIXED = 160;
const ONE = 1n << BigInt(FIXED);
/** The upper parts of logarithms are multiples of 2^−GRID, so that their sums are exact. */
const GRID = 40;
/** −ln(j / 512) for j from 256 to 512, at j − 256. */
const [upper, lower] = logarithms();
const [twoUpper, twoLower] = [upper[0]!, lower[0]!];
/**
 * By the first eight bits of a mantissa in [1, 2): the nearest j − 256 to 512 divided by it. Where the mantissa is all but 1, j is 512,
 * so that the digits of small logarithms stay.
 */
const factors = Uint16Array.from({ length: 256 }, (_, i) =>
  i === 0 ? 256 : Math.round(PLACES / (1 + (i + 0.5) / 256)) - 256,
);

const parts = new Float64Array(2);

/**
 * ln x in additions, multiplications and divisions alone, which all machines round alike: x = 2^e m, with a table of ln(512 / j) and the
 * series of ln(m j / 512) (Tang 1990). Off by at most .502 units in the last place.
 */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return beyond(x);
  splitLog(x, 0, parts);
  return parts[0]! + parts[1]!;
}

/** ln(1 + x), with all its digits where x is small. */
export function log1p(x: number): number {
  const sum = 1 + x;
  if (!(sum > 0 && sum < Infinity)) return beyond(sum);
  const rest = sum - 1;
  splitLog(sum, (1 - (sum - rest) + (x - rest)) / sum, parts);
  return parts[0]! === 0 && parts[1]! === 0 ? x : parts[0]! + parts[1]!;
}

/** log₂ x, exact for powers of two; else within two units in the last place where it is above 1. */
export function log2(x: number): number {
  if (!(x >= 2 ** -1022 && x < Infinity)) return log(x) / Math.LN2;
  return (upperWord(x) >> 20) - 1023 + log(mantissa(x)) / Math.LN2;
}

/** Writes ln x + ln(1 + tail) as into[0] + into[1] to some 62 bits, for positive x and |tail| below 2⁻⁵². */
export function splitLog(x: number, tail: number, into: Float64Array): void {
  const isNormal = x >= 2 ** -1022;
  const scaled = isNormal ? x : x * 2 ** 54;
  const word = upperWord(scaled);
  const exponent = (word >> 20) - (isNormal ? 1023 : 1077);
  const m = mantissa(scaled);
  const j = factors[(word >> 12) & 255]!;
  const factor = (j + 256) / PLACES;
  const head = upperHalf(m);
  const a = head * factor - 1; // exact
  const b = (m - head) * factor; // exact
  const r = a + b;
  const back = r - a;
  const rest = a - (r - back) + (b - back) + tail;
  const base = exponent * twoUpper + upper[j]!; // exact
  const series =
    r * r * (-1 / 2 + r * (1 / 3 + r * (-1 / 4 + r * (1 / 5 + r * (-1 / 6 + r * (1 / 7 - r * (1 / 8)))))));
  const sum = base + r;
  into[0] = sum;
  into[1] = base - sum + r + (series + (exponent * twoLower + lower[j]! + rest));
}

function beyond(x: number): number {
  if (x === 0) return -Infinity;
  return x > 0 ? x : NaN;
}

/** ln(512 / j) for j from 256 to 512, from ln((j + 1) / j) = 2 artanh(1 / (2j + 1)). */
function logarithms(): [Float64Array, Float64Array] {
  const tables: [Float64Array, Float64Array] = [new Float64Array(257), new Float64Array(257)];
  let value = twiceArtanhOfInverse(3n);
  for (let j = 256; j < 512; j++) {
    [tables[0][j - 256], tables[1][j - 256]] = onGrid(value);
    value -= twiceArtanhOfInverse(BigInt(2 * j + 1));
  }
  return tables;
}

/** 2 artanh(1 / n) from its series, in multiples of 2^−FIXED: whole numbers take a twentieth of the time of sums of two doubles. */
function twiceArtanhOfInverse(n: bigint): bigint {
  let power = (2n * ONE) / n;
  let sum = power;
  for (let k = 3n; power > 0n; k += 2n) {
    power /= n * n;
    sum += power / k;
  }
  return sum;
}

/** A number in multiples of 2^−FIXED as the nearest multiple of 2^−GRID and a rest. */
function onGrid(value: bigint): [number, number] {
  const shift = BigInt(FIXED - GRID);
  const head = (value + (1n << (shift - 1n))) >> shift;
  return [Number(head) * 2 ** -GRID, Number(value - (head << shift)) * 2 ** -FIXED];
}
