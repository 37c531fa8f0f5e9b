import { angleDegrees } from '@pomdp-gym/exact';
import { norm } from '@pomdp-gym/numerics';

/** The angle between two vectors in degrees; null where one of them is zero. */
export function degreesBetween(one: Float64Array, other: Float64Array): number | null {
  return norm(one) === 0 || norm(other) === 0 ? null : angleDegrees(one, other);
}
