import type { GradientEstimate } from '@pomdp-gym/contracts';
import { addScaled, type BatchMeans, scale } from '@pomdp-gym/numerics';
import { z } from 'zod';

export const savedSums = z.object({
  rewarded: z.array(z.number()),
  counted: z.array(z.number()),
  rewardSum: z.number(),
  steps: z.number(),
});

/** The sums over a path of T steps that an estimate is made of. */
export class TraceSums {
  /** Σ_t r_{t+1} z_{t+1}, less what a baseline takes off: K numbers. */
  readonly rewarded: Float64Array;
  /** Σ_t z_{t+1}, K numbers, where it is asked for. */
  readonly counted: Float64Array;
  /** Σ_t r_{t+1} */
  rewardSum = 0;
  /** T */
  steps = 0;

  constructor(parameters: number) {
    this.rewarded = new Float64Array(parameters);
    this.counted = new Float64Array(parameters);
  }

  reset(): void {
    this.rewarded.fill(0);
    this.counted.fill(0);
    this.rewardSum = 0;
    this.steps = 0;
  }

  copy({ rewarded, counted, rewardSum, steps }: TraceSums): void {
    this.rewarded.set(rewarded);
    this.counted.set(counted);
    this.rewardSum = rewardSum;
    this.steps = steps;
  }

  /** All sums but T in a row, 2K + 1 numbers: what `blocks` keep of the path. */
  inARow(): Float64Array {
    const { rewarded, counted, rewardSum } = this;
    const row = new Float64Array(rewarded.length + counted.length + 1);
    row.set(rewarded);
    row.set(counted, rewarded.length);
    row[row.length - 1] = rewardSum;
    return row;
  }

  /**
   * (1/T) Σ_t r_{t+1} z_{t+1}; centred, (1/T) Σ_t (r_{t+1} − R̄) z_{t+1} with R̄ the average reward of the path.
   *
   * @param blocks hold these sums in a row.
   */
  estimate(centred: boolean, blocks: BatchMeans): GradientEstimate {
    if (this.steps === 0) throw new Error('There is no estimate yet: update it with steps first.');
    const { counted, steps } = this;
    const averageReward = this.rewardSum / steps;
    const gradient = this.rewarded.slice();
    if (centred) addScaled(gradient, -averageReward, counted);
    scale(gradient, 1 / steps);
    const standardError = blocks.standardErrors(steps, gradient.length, (block, into) =>
      centred ? this.centreBlock(block, into) : into.set(block.subarray(0, into.length)),
    );
    const error = standardError && { standardError, blockLength: blocks.blockLength };
    return { gradient, steps, averageReward, ...error };
  }

  save(): z.infer<typeof savedSums> {
    const { rewarded, counted, rewardSum, steps } = this;
    return { rewarded: [...rewarded], counted: [...counted], rewardSum, steps };
  }

  /** Goes on from saved sums of as many parameters; returns whether they were that. */
  restore({ rewarded, counted, rewardSum, steps }: z.infer<typeof savedSums>): boolean {
    const parameters = this.rewarded.length;
    if (rewarded.length !== parameters || counted.length !== parameters) return false;
    this.rewarded.set(rewarded);
    this.counted.set(counted);
    this.rewardSum = rewardSum;
    this.steps = steps;
    return true;
  }

  /**
   * What a block adds to the centred sum, to first order: Σ (r − R̄) z − z̄ Σ (r − R̄) up to a constant, the second term
   * because R̄ is of the same path. z̄, the mean trace, is zero on paths without endings.
   */
  private centreBlock(block: Float64Array, into: Float64Array): void {
    const { counted, steps, rewardSum } = this;
    const parameters = into.length;
    const rewards = block[2 * parameters]!;
    for (let k = 0; k < parameters; k++) {
      const centred = block[k]! - (rewardSum / steps) * block[parameters + k]!;
      into[k] = centred - (counted[k]! / steps) * rewards;
    }
  }
}
