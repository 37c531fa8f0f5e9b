import type { GradientEstimate, SlopeEstimate } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';

/**
 * The error of a slope Δ_T · d by batch means. With S(t) = t Δ_t · d, a block of n steps that ends at t counts
 * S(t) − S(t − n), of which n m is expected, m being the mean of all blocks. An estimator that corrects earlier steps, by a running baseline
 * say, counts its corrections in the block in which it makes them.
 */
export class SlopeBlocks {
  private readonly lengths: number[] = [];
  private readonly sums: number[] = [];
  private steps = 0;
  private total = 0;

  constructor(private readonly direction: Float64Array) {}

  /** Ends a block where the estimate now stands. */
  end({ gradient, steps }: GradientEstimate): void {
    const total = steps * dot(gradient, this.direction);
    this.lengths.push(steps - this.steps);
    this.sums.push(total - this.total);
    this.steps = steps;
    this.total = total;
  }

  /** The slope of an estimate, with the error of the blocks that have ended. */
  slopeOf({ gradient }: GradientEstimate): SlopeEstimate {
    return {
      value: dot(gradient, this.direction),
      standardError: this.standardError(),
      blocks: this.lengths.length,
    };
  }

  private standardError(): number {
    const { lengths, sums, steps, total } = this;
    const blocks = lengths.length;
    if (blocks < 2) return Infinity;
    const mean = total / steps;
    const squares = sums.reduce((sum, value, i) => sum + (value - lengths[i]! * mean) ** 2, 0);
    return Math.sqrt((squares * blocks) / (blocks - 1)) / steps;
  }
}
