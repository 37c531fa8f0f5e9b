import type { Space } from '@pomdp-gym/contracts';

/** The names of the points of a space, or their numbers; null for a box. */
export function spaceLabels(space: Space): readonly string[] | null {
  if (space.kind !== 'discrete') return null;
  return space.labels ?? Array.from({ length: space.size }, (_, i) => String(i));
}
