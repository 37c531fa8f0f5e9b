import type { Random } from '@pomdp-gym/contracts';
import { allSplits, countSplits, drawSplit, identitySplit, type Split } from './balanced-splits.js';

/** The runs of one stage of a pair, those of its first agent before those of its second; both have as many. */
export type PairRuns = Float64Array;

/**
 * The sums of signed runs that splits make of each pair, over the stages so far: rows of one number a pair, the identity's
 * row first. A row stands for a sequence of splits, one a stage, the same for all pairs. All sequences are there while they are at most
 * `most`; else `most` random ones.
 */
export class SplitSums {
  private rows: readonly Float64Array[];
  /** How many sequences there were before any was dropped: what a probability is a part of. */
  private total = 1;
  private isComplete = true;

  constructor(
    pairs: number,
    private readonly runs: number,
    private readonly most: number,
    private readonly random: Random,
  ) {
    this.rows = [new Float64Array(pairs)];
  }

  /** Goes on to the next stage. */
  extend(stage: readonly PairRuns[]): void {
    const total = this.total * countSplits(this.runs);
    if (this.isComplete && total <= this.most) {
      const added = allSplits(this.runs).map((split) => signedSums(stage, split));
      this.rows = this.rows.flatMap((row) => added.map((sums) => sumOf(row, sums)));
      this.total = total;
    } else this.extendAtRandom(stage);
  }

  /** The largest |sum| of each sequence over some pairs; the identity's first. */
  largest(pairs: readonly number[]): Float64Array {
    return Float64Array.from(this.rows, (row) =>
      pairs.reduce((most, pair) => Math.max(most, Math.abs(row[pair]!)), 0),
    );
  }

  /** The sum of a pair as it was observed: above 0 where its first agent is ahead. */
  observed(pair: number): number {
    return this.rows[0]![pair]!;
  }

  /** A count of sequences as a probability. */
  probability(sequences: number): number {
    return sequences / this.total;
  }

  /** Drops the sequences that are not kept; they still count in probabilities. */
  keep(isKept: (sequence: number) => boolean): void {
    this.rows = this.rows.filter((_, sequence) => isKept(sequence));
  }

  /** Each sequence goes on by a split of its own; the first time, `most` sequences are drawn from those that there are. */
  private extendAtRandom(stage: readonly PairRuns[]): void {
    const earlier = this.isComplete ? this.drawnRows() : this.rows;
    const split = identitySplit(this.runs);
    this.rows = earlier.map((row, sequence) => {
      if (sequence > 0) drawSplit(split, this.random);
      return sumOf(row, signedSums(stage, split));
    });
    this.isComplete = false;
  }

  /** Of `most` sequences, the identity among them, those that were not dropped. */
  private drawnRows(): Float64Array[] {
    const { rows, total, most } = this;
    const drawn = Array.from(
      { length: most - 1 },
      () => rows[Math.floor(this.random.uniform() * total)] ?? null,
    );
    this.total = most;
    return [rows[0]!, ...drawn.filter((row) => row !== null)];
  }
}

function signedSums(stage: readonly PairRuns[], split: Split): Float64Array {
  return Float64Array.from(stage, (runs) => runs.reduce((sum, value, i) => sum + split[i]! * value, 0));
}

function sumOf(x: Float64Array, y: Float64Array): Float64Array {
  return x.map((value, i) => value + y[i]!);
}
