import { type ContourPiece, contourLines, type Grid } from './contour-lines.js';
import type { Extremes } from './extremes.js';

/** Where a bound of the optimum lies beside all η of a picture: it has a contour where it lies within them. */
export type BoundPlace = 'above' | 'greatest' | 'within' | 'least' | 'below';

/**
 * How far apart two values may be by rounding alone, in units of the last place of the largest number: η solves a linear system, and a
 * bound sums thousands of terms, each of which may be a unit off.
 */
const ROUNDING = 2 ** 12 * Number.EPSILON;

/** Where a bound lies beside the least and the greatest η. What is equal up to rounding is equal. */
export function placeOfBound(bound: number, [least, most]: Extremes): BoundPlace {
  const rounding = roundingOf(bound, [least, most]);
  if (bound > most + rounding) return 'above';
  if (bound < least - rounding) return 'below';
  if (bound >= most - rounding) return 'greatest';
  return bound <= least + rounding ? 'least' : 'within';
}

/** The contour of a bound: empty where η passes it by rounding alone, as on a plateau that has the value of the bound. */
export function boundContour(rows: Grid, bound: number, range: Extremes): readonly ContourPiece[] {
  return placeOfBound(bound, range) === 'within' ? contourLines(rows, bound, roundingOf(bound, range)) : [];
}

function roundingOf(bound: number, range: Extremes): number {
  return ROUNDING * Math.max(...[bound, ...range].map(Math.abs));
}
