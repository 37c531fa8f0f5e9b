import type { GradientEstimate } from '@pomdp-gym/contracts';
import { addScaled, type BatchMeans, scale } from '@pomdp-gym/numerics';
import { z } from 'zod';
import type { ScoreSpace } from './score-space.js';

export const savedSums = z.object({
  rewarded: z.array(z.number()),
  counted: z.array(z.number()),
  rewardSum: z.number(),
  steps: z.number(),
});

/** The sums over a path of T steps that an estimate is made of. */
export class TraceSums {
  /** Σ_t r_{t+1} z_{t+1}, less what a baseline takes off: a sum of the space. */
  readonly rewarded: Float64Array;
  /** Σ_t z_{t+1}, where it is asked for. */
  readonly counted: Float64Array;
  /** Σ_t r_{t+1} */
  rewardSum = 0;
  /** T */
  steps = 0;

  /** @param space how sums of scores are kept. */
  constructor(private readonly space: Pick<ScoreSpace, 'dimension' | 'inParameters'>) {
    this.rewarded = new Float64Array(space.dimension);
    this.counted = new Float64Array(space.dimension);
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

  /** All sums but T in a row, by parameters, 2K + 1 numbers: what `blocks` keep of the path. */
  inARow(): Float64Array {
    const rewarded = this.space.inParameters(this.rewarded);
    const row = new Float64Array(2 * rewarded.length + 1);
    row.set(rewarded);
    row.set(this.space.inParameters(this.counted), rewarded.length);
    row[row.length - 1] = this.rewardSum;
    return row;
  }

  /**
   * (1/T) Σ_t r_{t+1} z_{t+1}; centred, (1/T) Σ_t (r_{t+1} − R̄) z_{t+1} with R̄ the average reward of the path.
   *
   * @param blocks hold these sums in a row.
   */
  estimate(centred: boolean, blocks: BatchMeans): GradientEstimate {
    if (this.steps === 0) throw new Error('There is no estimate yet: update it with steps first.');
    const { space, steps } = this;
    const averageReward = this.rewardSum / steps;
    const gradient = space.inParameters(this.rewarded);
    const counted = space.inParameters(this.counted);
    if (centred) addScaled(gradient, -averageReward, counted);
    scale(gradient, 1 / steps);
    const standardError = blocks.standardErrors(steps, gradient.length, (block, into) =>
      centred ? this.centreBlock(block, counted, into) : into.set(block.subarray(0, into.length)),
    );
    const error = standardError && { standardError, blockLength: blocks.blockLength };
    return { gradient, steps, averageReward, ...error };
  }

  save(): z.infer<typeof savedSums> {
    const { rewarded, counted, rewardSum, steps } = this;
    return { rewarded: [...rewarded], counted: [...counted], rewardSum, steps };
  }

  /** Goes on from saved sums of as many numbers; returns whether they were that. */
  restore({ rewarded, counted, rewardSum, steps }: z.infer<typeof savedSums>): boolean {
    const { dimension } = this.space;
    if (rewarded.length !== dimension || counted.length !== dimension) return false;
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
  private centreBlock(block: Float64Array, counted: Float64Array, into: Float64Array): void {
    const { steps, rewardSum } = this;
    const parameters = into.length;
    const rewards = block[2 * parameters]!;
    for (let k = 0; k < parameters; k++) {
      const centred = block[k]! - (rewardSum / steps) * block[parameters + k]!;
      into[k] = centred - (counted[k]! / steps) * rewards;
    }
  }
}
