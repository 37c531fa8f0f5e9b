import { InputError, type Point, type Space } from '@pomdp-gym/contracts';

/**
 * A point of a space as JSON: an index, or a list of numbers. Exact, −0 included, which JSON.stringify writes as 0.
 *
 * @throws InputError where a number is not finite: JSON has no name for it.
 */
export function pointText(point: Point): string {
  if (typeof point === 'number') return numberText(point);
  return `[${Array.from(point, numberText).join(',')}]`;
}

/** A number as JSON, exact. @throws InputError where it is not finite. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new InputError(`The number ${value} cannot be sent: it must be finite.`);
  return Object.is(value, -0) ? '-0.0' : String(value);
}

/**
 * A point of a space from JSON. Bounds of a box are not checked: the environment clips or refuses what lies outside.
 *
 * @param what names the value in the sentence of the InputError that is thrown where it is no such point.
 */
export function readPoint(value: unknown, space: Space, what: string): Point {
  if (space.kind === 'box') return readRow(value, space.low.length, what);
  const { size } = space;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < size) return value;
  throw wrong(what, value, `a whole number from 0 to ${size - 1}`);
}

function readRow(value: unknown, width: number, what: string): Float64Array {
  const finite = (x: unknown): x is number => typeof x === 'number' && Number.isFinite(x);
  if (Array.isArray(value) && value.length === width && value.every(finite)) return Float64Array.from(value);
  throw wrong(what, value, `a list of ${width} numbers`);
}

/** The most characters of a value that a sentence quotes. */
const QUOTED = 60;

function wrong(what: string, value: unknown, right: string): InputError {
  const text = JSON.stringify(value) ?? String(value);
  const start = text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
  return new InputError(`${what} is ${start}; it must be ${right}.`);
}
