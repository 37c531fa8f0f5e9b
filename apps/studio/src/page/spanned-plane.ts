import { coordinates, type DirectionPair, directionPair, lengthOf } from './direction-pair.js';

/** A vector and what it is called. */
interface NamedVector {
  readonly name: string;
  readonly vector: readonly number[];
}

/** A plane, and what its directions are, in words. */
export interface SpannedPlane {
  readonly directions: DirectionPair;
  readonly across: string;
  readonly up: string;
}

/** Parts of a vector that are smaller than this are rounding. */
const ROUNDING = 1e-9;

/** The plane of two vectors; where they span none, of what `directionPair` takes in their place. */
export function spannedPlane(first: NamedVector, other: NamedVector): SpannedPlane {
  const directions = directionPair(first.vector, [other.vector]);
  const [, beside] = coordinates(other.vector, directions);
  const isSpanned = beside > ROUNDING * lengthOf(other.vector);
  return {
    directions,
    across:
      lengthOf(first.vector) > 0 ? `along ${first.name}` : `along parameter 1, since ${first.name} is 0`,
    up: isSpanned
      ? `at right angles to it, towards ${other.name}`
      : 'at right angles to it, along no other vector',
  };
}
