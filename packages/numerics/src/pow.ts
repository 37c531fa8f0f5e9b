import { upperHalf } from './double-double.js';
import { LARGEST, SMALLEST, splitExp } from './exp.js';
import { splitLog } from './log.js';
import { timesPowerOfTwo } from './power-of-two.js';

const logarithm = new Float64Array(2);
const parts = new Float64Array(2);

/**
 * base^exponent for a base from 0 on, in additions, multiplications and divisions alone, which all machines round alike. Off by less than
 * .51 units in the last place where the result lies between e^−8 and e^8. NaN for a base below 0, and where one of the two is NaN.
 */
export function pow(base: number, exponent: number): number {
  if (!(base > 0 && base < Infinity && exponent - exponent === 0)) return atTheEnds(base, exponent);
  splitLog(base, 0, logarithm);
  const [head, tail] = [logarithm[0]!, logarithm[1]!];
  const sum = head + tail;
  const rest = head - sum + tail;
  const product = exponent * sum;
  const [a, b] = [upperHalf(exponent), upperHalf(sum)];
  const error = a * b - product + a * (sum - b) + (exponent - a) * b + (exponent - a) * (sum - b);
  if (!(product <= LARGEST && product >= SMALLEST)) return product > 0 ? Infinity : 0;
  const power = splitExp(product, error + exponent * rest, parts);
  return timesPowerOfTwo(parts[0]! + parts[1]!, power);
}

/** Where a logarithm is no finite number: the limit, as IEEE 754 has it. */
function atTheEnds(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1;
  if (base !== base || exponent !== exponent || base < 0) return NaN;
  return base > 1 === exponent > 0 ? Infinity : 0;
}

/** base^exponent for a whole exponent ≥ 0, by squaring: some log₂ exponent products, each rounded. */
export function power(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}
