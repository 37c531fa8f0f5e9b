/**
 * Replaces the weight w_u of each action by Σ_a w_a ∂log μ(a) / ∂x_u = w_u − μ(u) Σ_a w_a, where μ ∝ exp(x). These sum to
 * zero, so that of the likeliest action is minus the sum of the others: near μ = 1 the subtraction 1 − μ has no digits.
 *
 * @param weights one number an action.
 * @param probabilities μ, from `offset` on.
 */
export function preferenceGradient(weights: Float64Array, probabilities: Float64Array, offset: number): void {
  let likeliest = 0;
  let sum = 0;
  for (let u = 0; u < weights.length; u++) {
    if (probabilities[offset + u]! > probabilities[offset + likeliest]!) likeliest = u;
    sum += weights[u]!;
  }
  let others = 0;
  for (let u = 0; u < weights.length; u++) {
    if (u !== likeliest) others += weights[u]! -= sum * probabilities[offset + u]!;
  }
  weights[likeliest] = -others;
}
