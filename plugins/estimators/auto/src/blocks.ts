import { z } from 'zod';
import { PathSums, savedPathSums } from './path-sums.js';

/** The most blocks that are kept: as many are joined in pairs, and blocks are twice as long from there on. */
const MOST = 64;

/** Steps of the shortest block. */
const SHORTEST = 4;

export const savedBlocks = z.object({
  length: z.number(),
  closed: z.array(savedPathSums),
  open: savedPathSums,
});

/** A path cut into blocks of equal length that lengthen with it: 32 to 63 of them once there are enough steps, and an open one. */
export class Blocks {
  closed: PathSums[] = [];
  open: PathSums;
  /** Steps of a block. */
  length = SHORTEST;

  constructor(
    private readonly betas: number,
    private readonly parameters: number,
  ) {
    this.open = this.newSums();
  }

  /** The steps left until the open block is full. */
  get left(): number {
    return this.length - this.open.steps;
  }

  reset(): void {
    this.closed = [];
    this.open = this.newSums();
    this.length = SHORTEST;
  }

  /** Closes the open block where it is full. */
  closeIfFull(): void {
    if (this.left > 0) return;
    this.closed.push(this.open);
    this.open = this.newSums();
    if (this.closed.length === MOST) this.joinPairs();
  }

  /** The sums of the whole path. */
  total(): PathSums {
    const total = this.newSums();
    for (const block of [...this.closed, this.open]) total.add(block);
    return total;
  }

  save(): z.infer<typeof savedBlocks> {
    const { length, closed, open } = this;
    return { length, closed: closed.map((block) => block.save()), open: open.save() };
  }

  /** Goes on from saved blocks of as many β and parameters; returns whether they were that. */
  restore({ length, closed, open }: z.infer<typeof savedBlocks>): boolean {
    this.reset();
    this.length = length;
    this.closed = closed.map(() => this.newSums());
    return this.open.restore(open) && this.closed.every((block, i) => block.restore(closed[i]!));
  }

  private joinPairs(): void {
    const { closed } = this;
    this.closed = closed.filter((_, i) => i % 2 === 0);
    this.closed.forEach((block, i) => block.add(closed[2 * i + 1]!));
    this.length *= 2;
  }

  private newSums(): PathSums {
    return new PathSums(this.betas, this.parameters);
  }
}
