import { addScaled, dot } from '@pomdp-gym/numerics';

/**
 * Solves A x = b for a symmetric positive semidefinite A by conjugate gradients (Hestenes, Stiefel 1952), from x = 0.
 * It ends after so many products with A, once |b − A x| ≤ tolerance · |b|, or along a direction that A does not see.
 */
export function conjugateGradients(
  product: (x: Float64Array) => Float64Array,
  b: Float64Array,
  { products, tolerance }: { readonly products: number; readonly tolerance: number },
): Float64Array {
  const x = new Float64Array(b.length);
  const residual = b.slice();
  const direction = b.slice();
  const enough = tolerance ** 2 * dot(b, b);
  let squared = dot(residual, residual);
  for (let i = 0; i < products && squared > enough; i++) {
    const image = product(direction);
    const curvature = dot(direction, image);
    if (curvature <= 0) break;
    const step = squared / curvature;
    addScaled(x, step, direction);
    addScaled(residual, -step, image);
    const before = squared;
    squared = dot(residual, residual);
    direction.forEach((value, k) => (direction[k] = residual[k]! + (squared / before) * value));
  }
  return x;
}
