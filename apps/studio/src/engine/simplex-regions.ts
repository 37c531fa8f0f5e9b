import { valueAt } from './belief-values.js';

/**
 * Of each vector over three states, the corners of the convex part of the simplex where it is greatest, as beliefs; no corners where it
 * is greatest nowhere but on an edge. Of equal vectors the first has it.
 */
export function simplexRegions(
  vectors: readonly (readonly number[])[],
): readonly (readonly (readonly number[])[])[] {
  return vectors.map((own, i) => {
    let corners: readonly (readonly number[])[] = CORNERS;
    for (const [j, other] of vectors.entries()) {
      if (i === j || corners.length === 0) continue;
      const ahead = own.map((value, s) => value - other[s]!);
      corners = ahead.every((value) => value === 0) ? (j < i ? [] : corners) : cut(corners, ahead);
    }
    return areaOf(corners) > LEAST_AREA ? corners : [];
  });
}

const CORNERS: readonly (readonly number[])[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** Parts of the simplex that are smaller than this part of it are edges. */
const LEAST_AREA = 1e-12;

/** The part of a convex polygon where a linear function is at least 0 (Sutherland and Hodgman 1974). */
function cut(
  corners: readonly (readonly number[])[],
  ahead: readonly number[],
): readonly (readonly number[])[] {
  return corners.flatMap((corner, i) => {
    const next = corners[(i + 1) % corners.length]!;
    const [here, there] = [valueAt(ahead, corner), valueAt(ahead, next)];
    const kept = here >= 0 ? [corner] : [];
    if (here >= 0 === there >= 0) return kept;
    const part = here / (here - there);
    return [...kept, corner.map((value, s) => value + part * (next[s]! - value))];
  });
}

/** The area of a polygon of beliefs, the whole simplex being 1. */
function areaOf(corners: readonly (readonly number[])[]): number {
  const twice = corners.reduce((sum, [a = 0, b = 0], i) => {
    const [c = 0, d = 0] = corners[(i + 1) % corners.length]!;
    return sum + a * d - c * b;
  }, 0);
  return Math.abs(twice);
}
