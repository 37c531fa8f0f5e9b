import { add, type DoubleDouble, logarithmOfTwo, multiply, squareRoot } from './double-double.js';
import { powerOfTwo, timesPowerOfTwo } from './power-of-two.js';

const STEPS = 1024;
/** 2^(i / 1024) to 106 bits. */
const [upper, lower] = powersOfTwo();
/** ln 2 / 1024 in three parts; the first two have 32 bits, so that their products with numbers of 21 bits are exact. */
const [stepUpper, stepMiddle, stepLower] = splitStep();
const STEPS_A_UNIT = STEPS / logarithmOfTwo()[0];

/** What `exp` is computed from, for a kernel that computes the same in another language. */
export const expTables = {
  /** 2^(i / 1024) for i from 0 to 1023, in two parts. */
  upper,
  lower,
  stepsAUnit: STEPS_A_UNIT,
  /** ln 2 / 1024 in three parts. */
  step: [stepUpper, stepMiddle, stepLower],
} as const;

/** Adding and taking off this number rounds to a whole one. */
const ROUNDER = 1.5 * 2 ** 52;
/** The largest number whose exponential is finite, and the smallest whose exponential is above 0. */
export const LARGEST = 709.782712893384;
export const SMALLEST = -745.1332191019412;

/**
 * e^x in additions and multiplications alone, which all machines round alike: x = n ln 2 / 1024 + r, with 2^(n / 1024) from a table and
 * e^r from its series (Tang 1989). Off by at most .501 units in the last place.
 */
export function exp(x: number): number {
  if (!(x <= 709 && x >= -708)) return nearTheEnds(x);
  const n = x * STEPS_A_UNIT + ROUNDER - ROUNDER;
  const first = x - n * stepUpper; // exact
  const product = n * stepMiddle; // exact
  const r = first - product;
  const taken = first - r;
  const rest = first - (r + taken) + (taken - product) - n * stepLower;
  const i = n & (STEPS - 1);
  const head = upper[i]!;
  const tail = lower[i]! + head * (r + (r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24))) + rest));
  return (head + tail) * powerOfTwo(n >> 10);
}

/** The same in parts, where the power of two may be too large or too small for one multiplication. */
function nearTheEnds(x: number): number {
  if (!(x <= LARGEST && x >= SMALLEST)) return beyond(x);
  const power = splitExp(x, 0, parts);
  return timesPowerOfTwo(parts[0]! + parts[1]!, power);
}

const parts = new Float64Array(2);

/**
 * Writes e^(x + tail) as (into[0] + into[1]) · 2^power to some 64 bits, with |into[1]| far below into[0], and returns the power. For x
 * between −745 and 710, and |tail| below 10⁻⁹.
 */
export function splitExp(x: number, tail: number, into: Float64Array): number {
  const n = x * STEPS_A_UNIT + ROUNDER - ROUNDER;
  const first = x - n * stepUpper; // exact
  const product = n * stepMiddle; // exact
  const r = first - product;
  const taken = first - r;
  const rest = first - (r + taken) + (taken - product) - n * stepLower + tail;
  const steps = n | 0;
  const i = steps & (STEPS - 1);
  const series = r + (r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24))) + rest);
  into[0] = upper[i]!;
  into[1] = lower[i]! + upper[i]! * series;
  return steps >> 10;
}

function beyond(x: number): number {
  if (x !== x) return x;
  return x > 0 ? Infinity : 0;
}

function powersOfTwo(): [Float64Array, Float64Array] {
  let step: DoubleDouble = [2, 0];
  for (let halvings = 0; halvings < 10; halvings++) step = squareRoot(step);
  const tables: [Float64Array, Float64Array] = [new Float64Array(STEPS), new Float64Array(STEPS)];
  let power: DoubleDouble = [1, 0];
  for (let i = 0; i < STEPS; i++) {
    [tables[0][i], tables[1][i]] = power;
    power = multiply(power, step);
  }
  return tables;
}

function splitStep(): [number, number, number] {
  let rest: DoubleDouble = multiply(logarithmOfTwo(), [1 / STEPS, 0]);
  const part = (unit: number) => {
    const value = Math.round(rest[0] / unit) * unit;
    rest = add(rest, [-value, 0]);
    return value;
  };
  return [part(2 ** -42), part(2 ** -74), rest[0]];
}
