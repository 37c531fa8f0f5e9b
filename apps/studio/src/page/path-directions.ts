import type { RunPoint } from './run-buffer.js';

/** Two unit vectors at right angles, and where the points of a run lie between them, seen from the last one. */
export interface PathPlane {
  readonly center: readonly number[];
  readonly directions: readonly [readonly number[], readonly number[]];
  /** Of each iterate: how far it is from the center along each direction. */
  readonly path: readonly (readonly [number, number])[];
}

/**
 * The plane through a run: its first direction leads from the last iterate to the first, its second to the iterate that is furthest
 * from that line; where all are on it, along the parameter that is most nearly at right angles to it. Undefined for fewer than two parameters.
 */
export function pathPlane(points: readonly RunPoint[]): PathPlane | undefined {
  const visited = points.flatMap(({ kind, theta }) => (kind === 'probe' || !theta ? [] : [theta]));
  const center = visited.at(-1);
  if (!center || center.length < 2 || visited.some((theta) => theta.length !== center.length))
    return undefined;
  const away = visited.map((theta) => theta.map((value, k) => value - center[k]!));
  const first = longest([away[0]!]) ?? axis(0, center.length);
  const rest = away.map((vector) => without(vector, first));
  const second = longest(rest) ?? crossing(first);
  return {
    center,
    directions: [first, second],
    path: away.map((vector) => [dot(vector, first), dot(vector, second)]),
  };
}

/** Lengths below this are rounding. */
const ROUNDING = 1e-9;

/** The unit vector along a parameter. */
function axis(parameter: number, parameters: number): readonly number[] {
  return Array.from({ length: parameters }, (_, k) => Number(k === parameter));
}

/** The unit vector at right angles to a unit vector that is nearest to an axis: that of its smallest component. */
function crossing(direction: readonly number[]): readonly number[] {
  const sizes = direction.map(Math.abs);
  const least = sizes.reduce((best, size, k) => (size < sizes[best]! ? k : best), 0);
  return longest([without(axis(least, direction.length), direction)])!;
}

/** The longest vector, scaled to length one; undefined where all are zero. */
function longest(vectors: readonly (readonly number[])[]): readonly number[] | undefined {
  const best = vectors.reduce((one, other) => (lengthOf(other) > lengthOf(one) ? other : one));
  const length = lengthOf(best);
  return length < ROUNDING ? undefined : best.map((value) => value / length);
}

/** What is left of a vector at right angles to a unit vector. */
function without(vector: readonly number[], direction: readonly number[]): readonly number[] {
  const along = dot(vector, direction);
  return vector.map((value, k) => value - along * direction[k]!);
}

function lengthOf(vector: readonly number[]): number {
  return Math.sqrt(dot(vector, vector));
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, k) => sum + value * other[k]!, 0);
}
