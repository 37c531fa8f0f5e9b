/** The most batches that are kept; at that number, neighbours are joined. */
const MOST = 1024;

/** Sums over consecutive stretches of a long series, in memory that does not grow with it. */
export class GrowingBatches {
  /** Of the values of each batch. */
  readonly sums: number[] = [];
  /** How many values each batch holds. */
  readonly lengths: number[] = [];
  /** Parts that a full batch is made of, and that the last one holds. */
  private parts = 1;
  private filled = 0;

  /** Adds the next part of the series, which stays in one batch: `length` values, and their sum. */
  add(sum: number, length = 1): void {
    if (this.filled === 0) this.open();
    const last = this.sums.length - 1;
    this.sums[last]! += sum;
    this.lengths[last]! += length;
    this.filled = (this.filled + 1) % this.parts;
  }

  private open(): void {
    if (this.sums.length === MOST) {
      joinNeighbours(this.sums);
      joinNeighbours(this.lengths);
      this.parts *= 2;
    }
    this.sums.push(0);
    this.lengths.push(0);
  }
}

/** Replaces values by the sums of two neighbours each; an odd last one stays. */
export function joinNeighbours(values: number[]): void {
  const joined = Math.ceil(values.length / 2);
  for (let i = 0; i < joined; i++) values[i] = values[2 * i]! + (values[2 * i + 1] ?? 0);
  values.length = joined;
}
