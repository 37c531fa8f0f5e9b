import { AliasColumns, columnBits } from '@pomdp-gym/numerics';
import type { Moves } from './moves.js';

/**
 * The law of a policy as alias tables, all rows of 2^k columns: p(· | m, y) is row m · O + y. A draw takes one word, also where there
 * is one move only, as `drawIndex` does.
 */
export class MoveTable {
  readonly observations: number;
  /** k ≥ 1 */
  readonly k: number;
  /** For each column how many of its words draw its own move. */
  readonly thresholds: Int32Array;
  /** The moves of column c, alias at 2c and own at 2c + 1: u, and above its `actionBits` the next node m'. */
  readonly moves: Int32Array;
  readonly actionBits: number;
  /** The law of the first node. */
  start: Float64Array;
  private readonly columns = new AliasColumns();
  /** By move in the order of the law, u · M + m': as it is coded in `moves`. */
  private readonly codes: Int32Array;

  constructor(moves: Moves) {
    const { nodes, observations, actions } = moves;
    this.observations = observations;
    this.k = Math.max(1, columnBits(actions * nodes));
    this.actionBits = columnBits(actions);
    this.codes = Int32Array.from(
      { length: actions * nodes },
      (_, move) => Math.floor(move / nodes) + (move % nodes) * 2 ** this.actionBits,
    );
    this.thresholds = new Int32Array((nodes * observations) << this.k);
    this.moves = new Int32Array(2 * this.thresholds.length);
    this.start = moves.start;
    this.set(moves);
  }

  /** Takes over another law of as many nodes, observations and actions. */
  set({ probabilities, start }: Moves): void {
    this.start = start;
    const { codes, k } = this;
    if (codes.length === 1) return; // only 0 can be drawn, which is what all columns hold
    const columns = 2 ** k;
    for (let first = 0, row = 0; first < this.thresholds.length; first += columns, row += codes.length) {
      this.columns.set(probabilities, row, codes.length);
      this.writeRow(first, columns);
    }
  }

  private writeRow(first: number, columns: number): void {
    const { codes, moves, thresholds } = this;
    const { thresholds: words, aliases } = this.columns;
    for (let j = 0; j < columns; j++) {
      thresholds[first + j] = words[j]!;
      moves[2 * (first + j)] = codes[aliases[j]!]!;
      moves[2 * (first + j) + 1] = j < codes.length ? codes[j]! : 0;
    }
  }
}
