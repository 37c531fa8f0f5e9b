import type { Random } from '@pomdp-gym/contracts';
import { Int32List } from './growing-list.js';

/**
 * Rows of outcomes as alias tables (Walker 1977; Vose 1991), drawn with one word of 32 bits each. A row has n = 2^k columns of
 * 2^(32−k) words; `aliasPlace` says which outcome a word draws.
 */
export interface AliasRows {
  /** For each row the number of its first column times 32, plus k. */
  readonly heads: Int32Array;
  /** For each column how many of its words draw its own outcome; for k = 0 it is not used. */
  readonly thresholds: Int32Array;
  /** The outcomes of column c: its alias at 2c, its own at 2c + 1. */
  readonly outcomes: Int32Array;
}

/** The most columns that rows may have together: the heads hold no more. */
const MOST_COLUMNS = 2 ** 27 - 1;

/** The place in `outcomes` of what a word draws. Without a branch that chance decides; for k = 0 the same place or its twin. */
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

/** The least k with 2^k ≥ count. */
export function columnBits(count: number): number {
  return 32 - Math.clz32(count - 1);
}

/** Makes alias tables row by row. */
export class AliasRowsBuilder {
  private readonly heads = new Int32List();
  private readonly thresholds = new Int32List();
  private readonly outcomes = new Int32List();
  private weights = new Float64Array(64);
  private small = new Int32List(64);
  private large = new Int32List(64);

  /**
   * Adds a row of `count` outcomes from the front of both arrays, with probabilities in proportion to these, at least one of
   * which is positive. Outcomes are whole numbers of 31 bits.
   */
  add(outcomes: Int32Array, probabilities: Float64Array, count: number): void {
    const first = this.thresholds.length;
    const k = columnBits(count);
    if (first + 2 ** k > MOST_COLUMNS)
      throw new RangeError(`Alias tables have at most ${MOST_COLUMNS} columns together.`);
    this.heads.push(first * 32 + k);
    this.writeWeights(probabilities, count, 2 ** k);
    for (let j = 0; j < 2 ** k; j++) {
      const own = outcomes[Math.min(j, count - 1)]!;
      this.thresholds.push(0);
      this.outcomes.push(own);
      this.outcomes.push(own);
    }
    if (k > 0) this.share(first, 2 ** k, 2 ** (32 - k));
  }

  take(): AliasRows {
    return { heads: this.heads.take(), thresholds: this.thresholds.take(), outcomes: this.outcomes.take() };
  }

  /** Whole weights that sum to 2³²: the differences of rounded cumulative probabilities. Zero for columns without an outcome. */
  private writeWeights(probabilities: Float64Array, count: number, columns: number): void {
    if (this.weights.length < columns) this.weights = new Float64Array(columns);
    let total = 0;
    for (let i = 0; i < count; i++) total += probabilities[i]!;
    let cumulative = 0;
    let before = 0;
    for (let i = 0; i < count; i++) {
      cumulative += probabilities[i]!;
      const after = Math.min(2 ** 32, Math.round((cumulative / total) * 2 ** 32));
      this.weights[i] = after - before;
      before = after;
    }
    this.weights.fill(0, count, columns);
  }

  /** Fills up the columns that have fewer words than their share with words of those that have more. */
  private share(first: number, columns: number, capacity: number): void {
    const { weights, small, large } = this;
    small.length = large.length = 0;
    for (let j = 0; j < columns; j++) (weights[j]! < capacity ? small : large).push(j);
    while (small.length > 0) {
      const column = small.array[--small.length]!;
      const giver = large.array[large.length - 1]!;
      this.thresholds.array[first + column] = weights[column]!;
      this.outcomes.array[2 * (first + column)] = this.outcomes.array[2 * (first + giver) + 1]!;
      weights[giver]! -= capacity - weights[column]!;
      if (weights[giver]! < capacity) {
        large.length--;
        small.push(giver);
      }
    }
    while (large.length > 0) this.thresholds.array[first + large.array[--large.length]!] = capacity;
  }
}
