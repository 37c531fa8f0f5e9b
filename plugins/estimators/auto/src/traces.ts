import { addScores, type ParametricPolicy, rowsOf, type StepBatch } from '@pomdp-gym/contracts';
import { addScaled, log, power, scale } from '@pomdp-gym/numerics';
import type { PathSums } from './path-sums.js';

/**
 * The traces of GPOMDP (Baxter & Bartlett, ICML 2000), z_{t+1} = β z_t + ∇log μ(u_t | y_t; θ), for several β on one path. A
 * score counts for the rewards from its own on, G_i = r_i + β G_{i+1}, by one backward scan of scalars a β; the trace carried in
 * counts for β G_0. Traces are zero after an ending.
 */
export class Traces {
  /** z by β, K numbers each. */
  readonly z: readonly Float64Array[];
  private weights = new Float64Array(0);

  constructor(
    private readonly policy: ParametricPolicy,
    private readonly betas: readonly number[],
  ) {
    this.z = betas.map(() => new Float64Array(policy.parameters.length));
  }

  reset(): void {
    for (const z of this.z) z.fill(0);
  }

  /** Adds the steps of a batch to sums, and goes on behind them. */
  add(batch: StepBatch, sums: PathSums): void {
    const { length, rewards } = batch;
    if (this.weights.length < length) this.weights = new Float64Array(length);
    const scores = this.scoresOf(batch);
    this.betas.forEach((beta, j) => {
      const z = this.z[j]!;
      const counted = sums.counted[j]!;
      this.addRewarded(batch, beta, z, sums.rewarded[j]!);
      // (1 − β) Σ z_{i+1} = Σ score_i + β (z_0 − z_n), by summing the recursion.
      addScaled(counted, 1 / (1 - beta), scores);
      addScaled(counted, beta / (1 - beta), z);
      this.goOn(batch, beta, z);
      addScaled(counted, -beta / (1 - beta), z);
      if (batch.ending !== 'none') z.fill(0);
    });
    for (let i = 0; i < length; i++) sums.rewards += rewards[i]!;
    sums.steps += length;
  }

  /** Σ_i ∇log μ(u_i | y_i) */
  private scoresOf(batch: StepBatch): Float64Array {
    const scores = new Float64Array(this.z[0]!.length);
    addScores(this.policy, batch, this.weights.fill(1, 0, batch.length), scores);
    return scores;
  }

  /** into += Σ_i r_i z_{i+1} over the batch. */
  private addRewarded(batch: StepBatch, beta: number, z: Float64Array, into: Float64Array): void {
    const { length, rewards } = batch;
    let toGo = 0;
    for (let i = length - 1; i >= 0; i--) this.weights[i] = toGo = rewards[i]! + beta * toGo;
    addScores(this.policy, batch, this.weights, into);
    addScaled(into, beta * toGo, z);
  }

  /** z ← β^n z + Σ_i β^{n−1−i} ∇log μ(u_i | y_i), leaving out what is below the rounding of the sum. */
  private goOn(batch: StepBatch, beta: number, z: Float64Array): void {
    const { length } = batch;
    const kept = Math.min(length, memoryOf(beta));
    let weight = 1;
    for (let i = kept - 1; i >= 0; i--) {
      this.weights[i] = weight;
      weight *= beta;
    }
    scale(z, power(beta, length));
    addScores(this.policy, rowsOf(batch, length - kept, length), this.weights, z);
  }
}

/** The steps m after which β^m / (1 − β), all that is older, is below 10⁻¹⁷. */
function memoryOf(beta: number): number {
  return beta === 0 ? 1 : Math.ceil(log(1e-17 * (1 - beta)) / log(beta));
}
