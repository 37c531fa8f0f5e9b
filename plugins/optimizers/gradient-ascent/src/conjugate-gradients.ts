import { addScaled, dot } from '@pomdp-gym/numerics';

interface Settings {
  readonly products: number;
  readonly tolerance: number;
}

/**
 * Solves A x = b for a symmetric positive semidefinite A by conjugate gradients (Hestenes, Stiefel 1952) preconditioned by the
 * diagonal D of A (Jacobi), from x = 0. Lengths of residuals are |r|² = r · D⁻¹ r, over the components with D > 0; the others, whose
 * rows are zero, stay 0. It ends after so many products with A, once |b − A x| ≤ tolerance · |b|, or along a direction that A maps to zero.
 */
export function conjugateGradients(
  product: (x: Float64Array) => Float64Array,
  diagonal: Float64Array,
  b: Float64Array,
  { products, tolerance }: Settings,
): Float64Array {
  const scaled = (r: Float64Array) => r.map((value, k) => (diagonal[k]! > 0 ? value / diagonal[k]! : 0));
  const x = new Float64Array(b.length);
  const residual = b.slice();
  let image = scaled(residual);
  const direction = image.slice();
  let squared = dot(residual, image);
  const enough = tolerance ** 2 * squared;
  for (let i = 0; i < products && squared > enough; i++) {
    const moved = product(direction);
    const curvature = dot(direction, moved);
    if (!(curvature > 0)) break;
    const step = squared / curvature;
    addScaled(x, step, direction);
    addScaled(residual, -step, moved);
    const before = squared;
    image = scaled(residual);
    squared = dot(residual, image);
    direction.forEach((value, k) => (direction[k] = image[k]! + (squared / before) * value));
  }
  return x;
}
