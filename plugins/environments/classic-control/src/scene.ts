import type { FrameRole } from '@pomdp-gym/contracts';

type Place = readonly [x: number, y: number];

/** A straight line, drawn with one character in text and with `width` (in the unit of the scene) in a drawing. */
export interface Segment {
  readonly from: Place;
  readonly to: Place;
  readonly mark: string;
  readonly role: FrameRole;
  readonly width: number;
}

/** Segments in a window of the plane, y upwards. Later ones lie over earlier ones. */
export interface Scene {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
  readonly segments: readonly Segment[];
}

/** Straight lines from place to place. */
export function path(places: readonly Place[], style: Omit<Segment, 'from' | 'to'>): Segment[] {
  return places.slice(1).map((to, i) => ({ from: places[i]!, to, ...style }));
}
