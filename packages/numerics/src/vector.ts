/** x · y */
export function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

/** into += a x */
export function addScaled(into: Float64Array, a: number, x: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i]! += a * x[i]!;
}

/** x *= a, in place */
export function scale(x: Float64Array, a: number): void {
  for (let i = 0; i < x.length; i++) x[i]! *= a;
}

/** ‖x‖₂ */
export function norm(x: Float64Array): number {
  return Math.sqrt(dot(x, x));
}
