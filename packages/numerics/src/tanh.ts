import { upperHalf } from './double-double.js';
import { splitExp } from './exp.js';
import { powerOfTwo } from './power-of-two.js';

const parts = new Float64Array(2);
/** Beyond this tanh is 1 to the last bit. */
const FLAT = 19.1;
/** Below this the series is taken: what it leaves out is below 2⁻⁶⁵ of the sum. */
const SMALL = 2 ** -5;
const TINY = 2 ** -28;

/**
 * tanh x = (e^2x − 1) / (e^2x + 1) in additions, multiplications and divisions alone, which all machines round alike. Off by at most .502
 * units in the last place.
 */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < SMALL) return size < TINY ? x : series(x);
  if (!(size < FLAT)) return size !== size ? x : x > 0 ? 1 : -1;
  const scale = powerOfTwo(splitExp(2 * size, 0, parts));
  const ratio = lessByMore(parts[0]! * scale, parts[1]! * scale);
  return x < 0 ? -ratio : ratio;
}

/** (e − 1) / (e + 1) for e = head + tail above 1: the quotient of doubles, and what its remainder adds. */
function lessByMore(head: number, tail: number): number {
  const e = head + tail;
  const rest = head - e + tail;
  const above = e - 1;
  const aboveRest = e - above - 1 + rest;
  const below = e + 1;
  const belowRest = e - below + 1 + rest;
  const ratio = above / below;
  const [a, b] = [upperHalf(ratio), upperHalf(below)];
  const remainder = above - a * b - a * (below - b) - (ratio - a) * b - (ratio - a) * (below - b);
  return ratio + (remainder + aboveRest - ratio * belowRest) / below;
}

function series(x: number): number {
  const square = x * x;
  const higher = 62 / 2835 + square * (-1382 / 155925);
  return x + x * square * (-1 / 3 + square * (2 / 15 + square * (-17 / 315 + square * higher)));
}
