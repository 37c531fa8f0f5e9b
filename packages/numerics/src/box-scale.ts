import type { BoxSpace } from '@pomdp-gym/contracts';

/** How the numbers of a box lie around zero: x = center + half · z, one number an axis. */
export interface BoxScale {
  readonly center: Float64Array;
  readonly half: Float64Array;
}

/** The scale in which a box is [−1, 1] along every axis with two finite limits; along others z = x. */
export function boxScale({ low, high }: BoxSpace): BoxScale {
  const bounded = low.map((limit, axis) => Number.isFinite(limit) && Number.isFinite(high[axis]));
  const center = low.map((limit, axis) => (bounded[axis] ? limit / 2 + high[axis]! / 2 : 0));
  const half = low.map((limit, axis) => (bounded[axis] ? high[axis]! / 2 - limit / 2 || 1 : 1));
  return { center: Float64Array.from(center), half: Float64Array.from(half) };
}
