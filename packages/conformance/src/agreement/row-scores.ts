import type { SparseRows } from '@pomdp-gym/contracts';
import { log } from '@pomdp-gym/numerics';

/** Up to this many columns every cell of a table is watched; beyond it only those that are stored. */
const DENSE_COLUMNS = 128;

/** Changes of one probability that are tried on every cell. */
const CHANGES = [-0.12, -0.04, 0.04, 0.12];
/** A path counts no further than this against a change: the score speaks for small changes only. */
const LEAST_FACTOR = 0.05;

/** How a row of a table would have to be shifted to follow what was seen, and how much speaks for it. */
export interface SuspectedShift {
  readonly row: number;
  readonly column: number;
  /** ε of the shift p ← (1 − ε) p + ε 1{column}. */
  readonly amount: number;
  /** About the log-likelihood of the shifted row over that of the table. */
  readonly evidence: number;
}

/**
 * The evidence for small changes of every cell of one table, from the scores of paths: the score of a cell is d/dε of the
 * log-probability of a path, at ε = 0, for a shift of the cell's row towards it; a shift by ε makes the path about
 * 1 + ε · score times as probable.
 */
export class RowScores {
  /** Whether every cell is watched. */
  readonly dense: boolean;
  private readonly probabilities: Float64Array;
  /** For each change, for each cell. */
  private readonly evidence: readonly Float64Array[];
  /** This path's sum, per cell, of the posterior weight of the cell over its probability. */
  private readonly credits: Float64Array;
  /** This path's sum, per row, of the posterior weight of having drawn from it. */
  private readonly visits: Float64Array;
  private readonly visited: number[] = [];

  constructor(readonly table: SparseRows) {
    this.dense = table.columns <= DENSE_COLUMNS;
    const cells = this.dense ? table.rows * table.columns : table.indices.length;
    this.probabilities = this.dense ? new Float64Array(cells) : table.values;
    this.evidence = CHANGES.map(() => new Float64Array(cells));
    this.credits = new Float64Array(cells);
    this.visits = new Float64Array(table.rows);
    if (this.dense) this.spread();
  }

  private spread(): void {
    const { offsets, indices, values, rows } = this.table;
    for (let row = 0; row < rows; row++) {
      for (let k = offsets[row]!; k < offsets[row + 1]!; k++)
        this.probabilities[this.begin(row) + indices[k]!] = values[k]!;
    }
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
      const end = this.begin(row + 1);
      for (let slot = this.begin(row); slot < end; slot++) {
        if (this.table.indices[slot] === column) this.credit(slot, weight);
      }
    }
  }

  /** Adds what this path said, and forgets the path. */
  endPath(): void {
    for (const row of this.visited) {
      const visits = this.visits[row]!;
      for (let slot = this.begin(row); slot < this.begin(row + 1); slot++) {
        this.weigh(slot, this.credits[slot]! - visits);
        this.credits[slot] = 0;
      }
      this.visits[row] = 0;
    }
    this.visited.length = 0;
  }

  /** The shift of each row that most speaks for, where anything does. */
  *suspects(): Generator<SuspectedShift, void, undefined> {
    for (let row = 0; row < this.table.rows; row++) {
      let best: SuspectedShift | undefined;
      for (let slot = this.begin(row); slot < this.begin(row + 1); slot++) {
        for (let change = 0; change < CHANGES.length; change++) {
          const evidence = this.evidence[change]![slot]!;
          if (evidence <= (best?.evidence ?? 0)) continue;
          best = {
            row,
            column: this.column(row, slot),
            amount: this.amount(slot, CHANGES[change]!),
            evidence,
          };
        }
      }
      if (best) yield best;
    }
  }

  private weigh(slot: number, score: number): void {
    if (score === 0) return;
    for (let change = 0; change < CHANGES.length; change++) {
      const factor = 1 + this.amount(slot, CHANGES[change]!) * score;
      this.evidence[change]![slot]! += log(Math.max(LEAST_FACTOR, factor));
    }
  }

  /** ε that changes the probability of a cell by `change`, as far as it goes. */
  private amount(slot: number, change: number): number {
    const probability = this.probabilities[slot]!;
    if (probability >= 1) return 0;
    return Math.min(1, Math.max(-probability, change) / (1 - probability));
  }
}
