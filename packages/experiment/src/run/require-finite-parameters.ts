/**
 * Throws a sentence where θ has run away: what comes after is no policy, and a run that went on with it would measure
 * nothing but noise.
 */
export function requireFiniteParameters(theta: Float64Array, steps: number): void {
  if (theta.every(Number.isFinite)) return;
  throw new RangeError(`After ${steps} steps the parameters are no longer finite: take shorter steps.`);
}
