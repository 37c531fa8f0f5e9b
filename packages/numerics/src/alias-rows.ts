import type { Random } from '@pomdp-gym/contracts';
import { AliasColumns, columnBits } from './alias-columns.js';
import { Int32List } from './growing-list.js';

/** Rows of outcomes, of different lengths, as alias tables (see `AliasColumns`): a draw takes one word of 32 bits. */
export interface AliasRows {
  /** For each row the number of its first column times 32, plus k: it has 2^k columns. */
  readonly heads: Int32Array;
  /** For each column how many of its words draw its own outcome; for k = 0 it is not used. */
  readonly thresholds: Int32Array;
  /** The outcomes of column c: its alias at 2c, its own at 2c + 1. */
  readonly outcomes: Int32Array;
}

/** The most columns that rows may have together: the heads hold no more. */
const MOST_COLUMNS = 2 ** 27 - 1;

/**
 * The place in `outcomes` of what a word draws: column j is its upper k bits, and the other bits are compared with the threshold by
 * the sign of a difference in 32 bits, without a branch that chance decides. For k = 0 it is a place of the one outcome.
 */
export function aliasPlace(head: number, thresholds: Int32Array, word: number): number {
  const k = head & 31;
  const column = (head >>> 5) + ((word >>> 1) >>> (31 - k));
  return 2 * column + ((((word << k) >>> k) - thresholds[column]!) >>> 31);
}

/** Draws an outcome of a row. A row of one outcome takes no word from `random`. */
export function drawOutcome({ heads, thresholds, outcomes }: AliasRows, row: number, random: Random): number {
  const head = heads[row]!;
  return outcomes[(head & 31) === 0 ? (head >>> 5) * 2 : aliasPlace(head, thresholds, random.uint32())]!;
}

/** Makes alias tables row by row. */
export class AliasRowsBuilder {
  private readonly heads = new Int32List();
  private readonly thresholds = new Int32List();
  private readonly outcomes = new Int32List();
  private readonly columns = new AliasColumns();

  /**
   * Adds a row of `count` outcomes from the front of both arrays, with probabilities in proportion to these, at least one of
   * which is positive. Outcomes are whole numbers of 32 bits.
   */
  add(outcomes: Int32Array, probabilities: Float64Array, count: number): void {
    const first = this.thresholds.length;
    const k = columnBits(count);
    if (first + 2 ** k > MOST_COLUMNS)
      throw new RangeError(`Alias tables have at most ${MOST_COLUMNS} columns together.`);
    this.heads.push(first * 32 + k);
    if (k === 0) return this.addColumn(0, outcomes[0]!, outcomes[0]!);
    this.columns.set(probabilities, 0, count);
    const { thresholds, aliases } = this.columns;
    for (let j = 0; j < 2 ** k; j++)
      this.addColumn(thresholds[j]!, outcomes[aliases[j]!]!, outcomes[Math.min(j, count - 1)]!);
  }

  take(): AliasRows {
    return { heads: this.heads.take(), thresholds: this.thresholds.take(), outcomes: this.outcomes.take() };
  }

  private addColumn(threshold: number, alias: number, own: number): void {
    this.thresholds.push(threshold);
    this.outcomes.push(alias);
    this.outcomes.push(own);
  }
}
