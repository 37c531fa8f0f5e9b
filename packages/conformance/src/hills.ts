/** −½ Σ_k c_k (θ_k − t_k)²: concave, noiseless, its top at t. */
export class Hill {
  readonly start = Float64Array.of(0.05, -0.05, 0.02, 0);

  constructor(
    private readonly top: readonly number[],
    private readonly curvature: readonly number[],
  ) {}

  value(theta: Float64Array): number {
    return theta.reduce((sum, x, k) => sum - 0.5 * this.curvature[k]! * (x - this.top[k]!) ** 2, 0);
  }

  gradient(theta: Float64Array): Float64Array {
    return theta.map((x, k) => this.curvature[k]! * (this.top[k]! - x));
  }
}

/** Gentle: a fixed step of one climbs it. */
export const gentle = new Hill([1, -2, 0.5, 3], [0.5, 0.25, 0.4, 0.3]);
/** Steep: a first step that is long leaps over the top, and only a search that heeds the sign comes back. */
export const steep = new Hill([1, -2, 0.5, 3], [20, 10, 15, 12]);
