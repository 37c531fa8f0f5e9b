/** The most blocks that are kept: as many are then joined in pairs, and blocks are twice as long from there on. */
const MOST = 64;
/** The fewest blocks that give a standard error: its own relative error is then about 1 / √(2 · 15), 18 %. */
const FEWEST = 16;

/** The most numbers that all blocks together may hold: 128 MB. */
const MOST_NUMBERS = 2 ** 24;

/** A state of `BatchMeans`, plain data. */
export interface SavedBatchMeans {
  readonly length: number;
  readonly left: number;
  readonly closed: readonly (readonly number[])[];
  readonly begun: readonly number[];
}

/**
 * The standard error of an average along one path by batch means (Schmeiser, Operations Research 30, 1982): the path is cut
 * into blocks of equal length, and the sums of blocks are taken for independent. Blocks begin short and are joined in pairs
 * where there are 64, so that a path of T steps has 32 to 63 of them and the memory taken does not grow with T. Of more than 2¹⁸
 * sums none is kept, since 64 blocks of them would fill the memory: there is then no standard error.
 */
export class BatchMeans {
  private closed: Float64Array[] = [];
  /** Arrays of blocks that were joined to others, for the next ones. */
  private readonly spare: Float64Array[] = [];
  private open: number;
  /** The sums of the path where the open block began. */
  private readonly begun: Float64Array;

  /**
   * @param dimension how many sums are kept of each block.
   * @param length the steps of the shortest block. It should be long against the time over which steps hang together.
   */
  constructor(
    private readonly dimension: number,
    private length: number,
  ) {
    this.open = this.fits ? length : Infinity;
    this.begun = new Float64Array(dimension);
  }

  private get fits(): boolean {
    return this.dimension * MOST <= MOST_NUMBERS;
  }

  /** The steps left until the open block is full; infinitely many where no blocks are kept. */
  get left(): number {
    return this.open;
  }

  /** The steps of a block. */
  get blockLength(): number {
    return this.length;
  }

  /** Takes `steps` ≤ `left` steps; where they fill the block, `sums` are those of the path so far. */
  take(steps: number, sums: () => Float64Array): void {
    this.open -= steps;
    if (this.open > 0) return;
    const now = sums();
    this.closed.push(this.since(now));
    this.begun.set(now);
    if (this.closed.length === MOST) this.joinPairs();
    this.open = this.length;
  }

  /**
   * The standard errors of averages over `steps` steps, `size` of them: `combine` writes what a block adds to each sum.
   * Undefined where there are fewer than 16 blocks.
   */
  standardErrors(
    steps: number,
    size: number,
    combine: (block: Float64Array, into: Float64Array) => void,
  ): Float64Array | undefined {
    const { closed, length } = this;
    if (closed.length < FEWEST) return undefined;
    const sums = closed.map((block) => {
      const into = new Float64Array(size);
      combine(block, into);
      return into;
    });
    return variances(sums).map((variance) => Math.sqrt(variance / (length * steps)));
  }

  save(): SavedBatchMeans {
    const { length, open, closed, begun } = this;
    return {
      length,
      left: this.fits ? open : length,
      closed: closed.map((block) => [...block]),
      begun: [...begun],
    };
  }

  /** Goes on from a saved state of as many sums; throws a RangeError where there are others. */
  restore({ length, left, closed, begun }: SavedBatchMeans): void {
    if ([begun, ...closed].some((sums) => sums.length !== this.dimension))
      throw new RangeError(`These are no blocks of ${this.dimension} sums.`);
    this.length = length;
    this.open = this.fits ? left : Infinity;
    this.closed = closed.map((block) => Float64Array.from(block));
    this.begun.set(begun);
  }

  /** What was added to the sums since the open block began. */
  private since(now: Float64Array): Float64Array {
    const { begun, dimension } = this;
    const block = this.spare.pop() ?? new Float64Array(dimension);
    for (let k = 0; k < dimension; k++) block[k] = now[k]! - begun[k]!;
    return block;
  }

  private joinPairs(): void {
    const { closed, spare, dimension } = this;
    this.closed = closed.filter((_, i) => i % 2 === 0);
    for (const [i, block] of this.closed.entries()) {
      const next = closed[2 * i + 1]!;
      for (let k = 0; k < dimension; k++) block[k]! += next[k]!;
      spare.push(next);
    }
    this.length *= 2;
  }
}

/** Σ (x − x̄)² / (n − 1) of each number, over the samples. */
function variances(samples: readonly Float64Array[]): Float64Array {
  const size = samples[0]!.length;
  const means = new Float64Array(size);
  for (const sample of samples) for (let k = 0; k < size; k++) means[k]! += sample[k]!;
  for (let k = 0; k < size; k++) means[k]! /= samples.length;
  const found = new Float64Array(size);
  for (const sample of samples) for (let k = 0; k < size; k++) found[k]! += (sample[k]! - means[k]!) ** 2;
  for (let k = 0; k < size; k++) found[k]! /= samples.length - 1;
  return found;
}
