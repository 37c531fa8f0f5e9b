/** Pairs from which on one cell a pair is enough: additions that follow one another rarely meet. */
const MANY_PAIRS = 1024;

/**
 * Sums of weights by pair (row, column) of a table. Consecutive additions go to four cells of a pair in turn, since an addition to
 * the cell of the one before would wait for that to be stored.
 */
export class PairSums {
  private readonly cells: Float64Array;
  /** A pair has 2^cellBits cells. */
  private readonly cellBits: 0 | 2;

  constructor(
    rows: number,
    private readonly columns: number,
  ) {
    this.cellBits = rows * columns < MANY_PAIRS ? 2 : 0;
    this.cells = new Float64Array((rows * columns) << this.cellBits);
  }

  /** Makes all sums zero. */
  clear(): void {
    this.cells.fill(0);
  }

  /** Adds weights[i] to the sum of (rows[i], columns[i]), for i below `count`. */
  add(rows: ArrayLike<number>, columns: ArrayLike<number>, weights: Float64Array, count: number): void {
    const { cells, cellBits } = this;
    const width = this.columns << cellBits;
    const next = cellBits >> 1;
    const whole = count & ~3;
    for (let i = 0; i < whole; i += 4) {
      cells[Math.imul(rows[i]!, width) + (columns[i]! << cellBits)]! += weights[i]!;
      cells[Math.imul(rows[i + 1]!, width) + (columns[i + 1]! << cellBits) + next]! += weights[i + 1]!;
      cells[Math.imul(rows[i + 2]!, width) + (columns[i + 2]! << cellBits) + 2 * next]! += weights[i + 2]!;
      cells[Math.imul(rows[i + 3]!, width) + (columns[i + 3]! << cellBits) + 3 * next]! += weights[i + 3]!;
    }
    for (let i = whole; i < count; i++)
      cells[Math.imul(rows[i]!, width) + (columns[i]! << cellBits)]! += weights[i]!;
  }

  /** The sum of a pair. */
  of(row: number, column: number): number {
    const { cells, cellBits } = this;
    const at = (row * this.columns + column) << cellBits;
    return cellBits === 0 ? cells[at]! : cells[at]! + cells[at + 1]! + (cells[at + 2]! + cells[at + 3]!);
  }
}
