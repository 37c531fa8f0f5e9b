import type { StepBatch } from '@pomdp-gym/contracts';
import { BatchMeans } from '@pomdp-gym/numerics';

/** The standard error of the average reward of one path, by batch means. */
export class AverageError {
  private readonly blocks = new BatchMeans(1, 1);
  private sum = 0;
  private steps = 0;

  update({ rewards, length }: StepBatch): void {
    for (let i = 0; i < length; i++) {
      this.sum += rewards[i]!;
      this.blocks.take(1, () => Float64Array.of(this.sum));
    }
    this.steps += length;
  }

  /** Undefined below 16 blocks. */
  standardError(): number | undefined {
    return this.blocks.standardErrors(this.steps, 1, (block, into) => into.set(block))?.[0];
  }
}
