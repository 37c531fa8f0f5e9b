import type { Random } from '@pomdp-gym/contracts';
import { AliasColumns, columnBits } from './alias-columns.js';
import { Int32List } from './growing-list.js';

/** Rows of outcomes, of different lengths, as alias tables (see `AliasColumns`): a draw takes one word of 32 bits. */
export interface AliasRows {
  /** For each row the number of its first column times 32, plus k: it has 2^k columns. */
  readonly heads: Int32Array;
  /**
   * Three numbers a column, which a draw reads together: at 3c how many of its words draw its own outcome (not used for k = 0), at
   * 3c + 1 its alias, at 3c + 2 its own outcome.
   */
  readonly columns: Int32Array;
}

/** The most columns that rows may have together: the heads hold no more. */
const MOST_COLUMNS = 2 ** 27 - 1;

/**
 * The outcome that a word draws: column j is its upper k bits, and the other bits are compared with the threshold by the sign of a
 * difference in 32 bits, which is then a mask over the bits that alias and own outcome differ in: no branch that chance decides, and no
 * read that waits for another one of the same column. Shifts take the lowest 5 bits of what they shift by, which are k.
 */
export function aliasOutcome(head: number, columns: Int32Array, word: number): number {
  const at = Math.imul((head >>> 5) + ((word >>> 1) >>> ~head), 3);
  const alias = columns[at + 1]!;
  return alias ^ ((alias ^ columns[at + 2]!) & ((((word << head) >>> head) - columns[at]!) >> 31));
}

/** Draws an outcome of a row. A row of one outcome takes no word from `random`. */
export function drawOutcome(
  { heads, columns }: AliasRows,
  row: number,
  random: Pick<Random, 'uint32'>,
): number {
  const head = heads[row]!;
  return (head & 31) === 0 ? columns[3 * (head >>> 5) + 1]! : aliasOutcome(head, columns, random.uint32());
}

/** Makes alias tables row by row. */
export class AliasRowsBuilder {
  private readonly heads = new Int32List();
  private readonly columns = new Int32List();
  private readonly row = new AliasColumns();

  /**
   * Adds a row of `count` outcomes from the front of both arrays, with probabilities in proportion to these, at least one of
   * which is positive. Outcomes are whole numbers of 32 bits.
   */
  add(outcomes: Int32Array, probabilities: Float64Array, count: number): void {
    const first = this.columns.length / 3;
    const k = columnBits(count);
    if (first + 2 ** k > MOST_COLUMNS)
      throw new RangeError(`Alias tables have at most ${MOST_COLUMNS} columns together.`);
    this.heads.push(first * 32 + k);
    if (k === 0) return this.addColumn(0, outcomes[0]!, outcomes[0]!);
    this.row.set(probabilities, 0, count);
    const { thresholds, aliases } = this.row;
    for (let j = 0; j < 2 ** k; j++)
      this.addColumn(thresholds[j]!, outcomes[aliases[j]!]!, outcomes[Math.min(j, count - 1)]!);
  }

  take(): AliasRows {
    return { heads: this.heads.take(), columns: this.columns.take() };
  }

  private addColumn(threshold: number, alias: number, own: number): void {
    this.columns.push(threshold);
    this.columns.push(alias);
    this.columns.push(own);
  }
}
