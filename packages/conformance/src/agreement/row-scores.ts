import type { SparseRows } from '@pomdp-gym/contracts';
import { entryAt } from '@pomdp-gym/models';

/** Up to this many columns every cell of a table is watched; beyond it only those that are stored. */
const DENSE_COLUMNS = 128;

/** How a row of a table would have to be shifted to follow what was seen, and how sure that is. */
export interface SuspectedShift {
  readonly row: number;
  readonly column: number;
  /** ε of the shift p ← (1 − ε) p + ε 1{column}. */
  readonly amount: number;
  /** The square of the score in standard deviations: 1 on average where the table is right. */
  readonly suspicion: number;
}

/**
 * Scores of one table: d/dε of the log-probability of what was seen, at ε = 0, for a shift of each row towards each of
 * its cells, summed over paths, with the squares that tell how far chance alone would drive it.
 */
export class RowScores {
  private readonly dense: boolean;
  private readonly sums: Float64Array;
  private readonly squares: Float64Array;
  /** This path's sum, per cell, of the posterior weight of the cell over its probability. */
  private readonly credits: Float64Array;
  /** This path's sum, per row, of the posterior weight of having drawn from it. */
  private readonly visits: Float64Array;
  private readonly visited: number[] = [];

  constructor(readonly table: SparseRows) {
    this.dense = table.columns <= DENSE_COLUMNS;
    const cells = this.dense ? table.rows * table.columns : table.indices.length;
    this.sums = new Float64Array(cells);
    this.squares = new Float64Array(cells);
    this.credits = new Float64Array(cells);
    this.visits = new Float64Array(table.rows);
  }

  /** Where the cells of a row begin; they end where those of the next begin. */
  begin(row: number): number {
    return this.dense ? row * this.table.columns : this.table.offsets[row]!;
  }

  /** The column of the cell at `slot` of a row. */
  column(row: number, slot: number): number {
    return this.dense ? slot - row * this.table.columns : this.table.indices[slot]!;
  }

  /** Draws from `row` with posterior probability `weight`. */
  visit(row: number, weight: number): void {
    if (this.visits[row] === 0) this.visited.push(row);
    this.visits[row]! += weight;
  }

  credit(slot: number, weight: number): void {
    this.credits[slot]! += weight;
  }

  /** Credits the cell of a column, where it is watched. */
  creditColumn(row: number, column: number, weight: number): void {
    if (this.dense) this.credit(this.begin(row) + column, weight);
    else {
      const slot = this.table.indices.indexOf(column, this.begin(row));
      if (slot >= 0 && slot < this.begin(row + 1)) this.credit(slot, weight);
    }
  }

  /** Adds what this path said, and forgets the path. */
  endPath(): void {
    for (const row of this.visited) {
      const visits = this.visits[row]!;
      for (let slot = this.begin(row); slot < this.begin(row + 1); slot++) {
        const score = this.credits[slot]! - visits;
        this.sums[slot]! += score;
        this.squares[slot]! += score * score;
        this.credits[slot] = 0;
      }
      this.visits[row] = 0;
    }
    this.visited.length = 0;
  }

  /** The shifts that what was seen speaks for, those beyond two standard deviations. */
  *suspects(): Generator<SuspectedShift, void, undefined> {
    for (let row = 0; row < this.table.rows; row++) {
      for (let slot = this.begin(row); slot < this.begin(row + 1); slot++) {
        const sum = this.sums[slot]!;
        const square = this.squares[slot]!;
        const suspicion = (sum * sum) / square;
        if (!(suspicion > 4)) continue;
        const column = this.column(row, slot);
        const probability = entryAt(this.table, row, column);
        // One Newton step, drawn back by what chance alone would have made of it; p stays in [0, 1].
        const newton = (sum / square) * (1 - 1 / suspicion);
        const least = probability < 1 ? -probability / (1 - probability) : 0;
        const amount = Math.min(1, Math.max(least, newton));
        if (amount !== 0) yield { row, column, amount, suspicion };
      }
    }
  }
}
