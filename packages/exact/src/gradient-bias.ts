import { norm } from '@pomdp-gym/numerics';

/** The angle between two vectors in degrees, 0 to 180, right to rounding near both ends; NaN where one of them is zero. */
export function angleDegrees(x: Float64Array, y: Float64Array): number {
  const [a, b] = [norm(x), norm(y)];
  if (a === 0 || b === 0) return NaN;
  const difference = x.map((value, i) => value / a - y[i]! / b);
  const sum = x.map((value, i) => value / a + y[i]! / b);
  // eslint-disable-next-line no-restricted-syntax -- an angle in degrees, for people
  return (Math.atan2(norm(difference), norm(sum)) * 360) / Math.PI;
}

/** ‖estimate − truth‖ / ‖truth‖: the relative norm of a bias or an error; NaN for 0/0, Infinity where only the truth is zero. */
export function relativeError(estimate: Float64Array, truth: Float64Array): number {
  return norm(estimate.map((value, i) => value - truth[i]!)) / norm(truth);
}
