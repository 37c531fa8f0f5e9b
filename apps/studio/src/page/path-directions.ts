import { coordinates, type DirectionPair, directionPair } from './direction-pair.js';
import type { RunPoint } from './run-buffer.js';

/** Two unit vectors at right angles, and where the points of a run lie between them, seen from the last one. */
export interface PathPlane {
  readonly center: readonly number[];
  readonly directions: DirectionPair;
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
  const directions = directionPair(away[0]!, away);
  return {
    center,
    directions,
    path: away.map((vector) => coordinates(vector, directions)),
  };
}
