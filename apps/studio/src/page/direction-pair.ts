/** Two unit vectors at right angles, of any number of components from two on. */
export type DirectionPair = readonly [readonly number[], readonly number[]];

/**
 * The direction of the first vector, and that of the longest part of the others at right angles to it; where nothing is left of
 * them, the parameter that is most nearly at right angles. A first vector of zero stands for the first parameter.
 */
export function directionPair(
  first: readonly number[],
  others: readonly (readonly number[])[],
): DirectionPair {
  const one = unit(first) ?? parameterAxis(0, first.length);
  const rest = others.map((vector) => without(vector, one));
  const longest = rest.reduce((best, vector, i) => (lengthOf(vector) > lengthOf(rest[best]!) ? i : best), 0);
  const other = rest[longest] && unit(rest[longest], ROUNDING * lengthOf(others[longest]!));
  return [one, other ?? crossing(one)];
}

/** What is left of a vector is rounding below this part of its length. */
const ROUNDING = 1e-9;

/** The unit vector along a parameter, counted from 0. */
export function parameterAxis(parameter: number, parameters: number): readonly number[] {
  return Array.from({ length: parameters }, (_, k) => Number(k === parameter));
}

/** How far a vector reaches along both directions. */
export function coordinates(
  vector: readonly number[],
  [one, other]: DirectionPair,
): readonly [number, number] {
  return [dot(vector, one), dot(vector, other)];
}

export function lengthOf(vector: readonly number[]): number {
  return Math.sqrt(dot(vector, vector));
}

/** The unit vector at right angles to a unit vector that is nearest to an axis: that of its smallest component. */
function crossing(direction: readonly number[]): readonly number[] {
  const sizes = direction.map(Math.abs);
  const least = sizes.reduce((best, size, k) => (size < sizes[best]! ? k : best), 0);
  return unit(without(parameterAxis(least, direction.length), direction))!;
}

/** A vector scaled to length one; undefined where it is no longer than `least`. */
function unit(vector: readonly number[], least = 0): readonly number[] | undefined {
  const length = lengthOf(vector);
  return length > least ? vector.map((value) => value / length) : undefined;
}

/** What is left of a vector at right angles to a unit vector. */
function without(vector: readonly number[], direction: readonly number[]): readonly number[] {
  const along = dot(vector, direction);
  return vector.map((value, k) => value - along * direction[k]!);
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, k) => sum + value * other[k]!, 0);
}
