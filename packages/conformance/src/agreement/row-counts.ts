import type { SparseRows } from '@pomdp-gym/contracts';
import { relativeEntropy, TWIN_VISITS, visitsNeeded } from './visits-needed.js';

/** What a row was found to do: `impossible` where the table has no such outcome, else the share of its visits. */
export interface BrokenCell {
  readonly row: number;
  readonly column: number;
  readonly modelled: number;
  readonly share: number | 'impossible';
  readonly visits: number;
}

/**
 * Outcomes counted row by row against one table of probabilities. A row is judged once, on its first visits, as many as
 * show a change of 0.05: what chose those visits then has no say in the law of their outcomes.
 */
export class RowCounts {
  /** Visits each row is driven to at present. */
  readonly wanted: Int32Array;
  readonly visits: Int32Array;
  private readonly needed: Int32Array;
  private readonly counts: Int32Array;
  private waiting = 0;

  /**
   * @param table the model's probabilities
   * @param tested 1 for each row that can be reached
   * @param limit how large visits · KL may get in a cell of a sound row
   */
  constructor(
    readonly table: SparseRows,
    tested: ArrayLike<number>,
    private readonly limit: number,
  ) {
    const { rows, offsets, values } = table;
    this.wanted = new Int32Array(rows);
    this.visits = new Int32Array(rows);
    this.counts = new Int32Array(values.length);
    this.needed = Int32Array.from({ length: rows }, (_, row) =>
      tested[row] ? visitsNeeded(values.subarray(offsets[row], offsets[row + 1]), limit) : 0,
    );
  }

  /** Rows still to be driven to. */
  get open(): number {
    return this.waiting;
  }

  /** Rows that are tested. */
  get tested(): number {
    return this.needed.reduce((sum, visits) => sum + Number(visits > 0), 0);
  }

  /** Wants of each row what `choose` says of it. */
  want(choose: (row: number) => 'nothing' | 'twin' | 'all'): void {
    for (let row = 0; row < this.needed.length; row++) {
      const most = { nothing: 0, twin: TWIN_VISITS, all: Infinity }[choose(row)];
      this.wanted[row] = Math.min(this.needed[row]!, most);
    }
    this.waiting = this.wanted.reduce((sum, wanted, row) => sum + Number(this.visits[row]! < wanted), 0);
  }

  /** The share of its visits that a row still lacks. */
  lack(row: number): number {
    const wanted = this.wanted[row]!;
    const visits = this.visits[row]!;
    return visits < wanted ? 1 - visits / wanted : 0;
  }

  /** Counts an outcome; returns the cell that is broken, where one is. */
  add(row: number, column: number): BrokenCell | undefined {
    const { offsets, indices, values } = this.table;
    const end = offsets[row + 1]!;
    let k = offsets[row]!;
    while (k < end && indices[k] !== column) k++;
    const visits = this.visits[row]! + 1;
    if (k === end || values[k] === 0) return { row, column, modelled: 0, share: 'impossible', visits };
    if (visits > this.needed[row]!) return undefined;
    this.visits[row] = visits;
    this.counts[k]!++;
    if (visits === this.wanted[row]) this.waiting--;
    return visits === this.needed[row] ? this.judge(row, visits) : undefined;
  }

  private judge(row: number, visits: number): BrokenCell | undefined {
    const { offsets, indices, values } = this.table;
    let worst: BrokenCell | undefined;
    let most = this.limit;
    for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
      const modelled = Math.min(1, values[k]!);
      const share = this.counts[k]! / visits;
      const evidence = visits * relativeEntropy(share, modelled);
      if (!(evidence > most)) continue;
      most = evidence;
      worst = { row, column: indices[k]!, modelled, share, visits };
    }
    return worst;
  }
}
