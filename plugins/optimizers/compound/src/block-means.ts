import type { StepBatch } from '@pomdp-gym/contracts';

/** The most blocks that are kept; where there are more, two neighbours become one. */
const MOST = 64;

/** The standard error of a mean reward, by batch means over 32 to 64 blocks of one path, however long it is. */
export class BlockMeans {
  private sums: number[] = [];
  private length = 1;
  private sum = 0;
  private steps = 0;

  update({ rewards, length }: StepBatch): void {
    for (let i = 0; i < length; i++) {
      this.sum += rewards[i]!;
      if (++this.steps === this.length) this.endBlock();
    }
  }

  /** Of the steps whose block is complete; infinite below two blocks. */
  standardError(): number {
    const { sums, length } = this;
    const blocks = sums.length;
    if (blocks < 2) return Infinity;
    const mean = sums.reduce((total, sum) => total + sum, 0) / blocks;
    const squares = sums.reduce((total, sum) => total + (sum - mean) ** 2, 0);
    return Math.sqrt(squares / (blocks - 1) / blocks) / length;
  }

  private endBlock(): void {
    this.sums.push(this.sum);
    this.sum = this.steps = 0;
    if (this.sums.length < MOST) return;
    this.sums = this.sums.filter((_, i) => i % 2 === 0).map((sum, i) => sum + this.sums[2 * i + 1]!);
    this.length *= 2;
  }
}
