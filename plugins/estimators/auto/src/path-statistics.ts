import { dot } from '@pomdp-gym/numerics';
import type { Blocks } from './blocks.js';

/** Neighbouring blocks that are weighed together: their correlations count with weights 1, 3/4, 1/2 and 1/4 (Bartlett). */
const WINDOW = 4;

/**
 * What blocks of a path say of linear combinations of its estimates Δ_j, one a β: their values and the traces of their covariances. Δ_j
 * is (1/T) Σ (r − R̄) z at the j-th β, R̄ the average reward of the path.
 *
 * Covariances are by overlapping batch means (Meketon and Schmeiser 1984; recalled): sums over windows of four neighbouring blocks, so
 * that what hangs together across the end of a block counts too, with the factor n / (n − 4) for the mean that is taken off.
 */
export class PathStatistics {
  /** Δ_j, K numbers each. */
  readonly deltas: readonly Float64Array[];
  /** R̄ */
  readonly averageReward: number;
  readonly steps: number;
  /** Whole blocks. */
  readonly count: number;
  /** T over the steps of these. */
  readonly stretch: number;
  /** Σ over a block of what it adds to Δ_j beyond its share, by block, then β, K numbers each. */
  private readonly residuals: readonly (readonly Float64Array[])[];

  constructor(blocks: Blocks) {
    const total = blocks.total();
    const { steps, rewards } = total;
    this.steps = steps;
    this.averageReward = rewards / steps;
    this.deltas = total.counted.map((_, j) => total.centred(j, this.averageReward).map((x) => x / steps));
    const meanTraces = total.counted.map((counted) => counted.map((x) => x / steps));
    this.count = blocks.closed.length;
    this.stretch = steps / (this.count * blocks.length);
    this.residuals = blocks.closed.map((block) =>
      this.deltas.map((delta, j) => {
        // R̄ is of the same path: to first order it takes z̄ (r − R̄) off, z̄ the mean trace.
        const excess = block.rewards - this.averageReward * block.steps;
        const residual = block.centred(j, this.averageReward);
        const meanTrace = meanTraces[j]!;
        for (let k = 0; k < residual.length; k++)
          residual[k] = residual[k]! - block.steps * delta[k]! - excess * meanTrace[k]!;
        return residual;
      }),
    );
  }

  /** Σ_j weights_j Δ_j, K numbers. */
  combined(weights: readonly number[]): Float64Array {
    return combine(this.deltas, weights);
  }

  /** The variance of each component of Σ_j weights_j Δ_j, K numbers; infinite where there are too few blocks. */
  variances(weights: readonly number[]): Float64Array {
    const series = this.residuals.map((block) => combine(block, weights));
    const { count, steps } = this;
    const factor = count > WINDOW ? ((count / (count - WINDOW)) * this.stretch) / steps ** 2 : Infinity;
    const sums = new Float64Array(this.deltas[0]!.length);
    for (let lag = 0; lag < WINDOW; lag++) {
      const weight = lag === 0 ? 1 : 2 * (1 - lag / WINDOW);
      for (let i = lag; i < count; i++) {
        const [block, earlier] = [series[i]!, series[i - lag]!];
        for (let k = 0; k < sums.length; k++) sums[k]! += weight * block[k]! * earlier[k]!;
      }
    }
    for (let k = 0; k < sums.length; k++) if (sums[k] !== 0) sums[k]! *= factor;
    return sums;
  }

  /**
   * The degrees of freedom of |Σ_j weights_j Δ_j|² about its mean, (tr C)² / tr C² with C the covariance of a block: by the inner products of
   * different blocks, whose mean square is tr C². At least 1.
   */
  freedom(weights: readonly number[]): number {
    const series = this.residuals.map((block) => combine(block, weights));
    let [own, others] = [0, 0];
    series.forEach((block, i) => {
      own += dot(block, block);
      for (let l = 0; l < i; l++) others += 2 * dot(block, series[l]!) ** 2;
    });
    const { count } = this;
    if (others === 0) return 1;
    return Math.max(1, ((own / (count - 1)) ** 2 * count * (count - 1)) / others);
  }

  /** The sums over a block of the slope of Σ_j weights_j Δ_j along a direction, less their mean. */
  slopes(weights: readonly number[], direction: Float64Array): Float64Array {
    return Float64Array.from(this.residuals, (block) => {
      const residual = combine(block, weights);
      return residual.reduce((sum, x, k) => sum + x * direction[k]!, 0);
    });
  }
}

function combine(rows: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const result = new Float64Array(rows[0]!.length);
  weights.forEach((weight, j) => {
    if (weight === 0) return;
    const row = rows[j]!;
    for (let k = 0; k < result.length; k++) result[k]! += weight * row[k]!;
  });
  return result;
}
