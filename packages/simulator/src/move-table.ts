import { AliasColumns, columnBits } from '@pomdp-gym/numerics';
import type { Moves } from './moves.js';

/**
 * The law of a policy as alias tables, all rows of 2^k columns: p(· | m, y) is row m · O + y. A draw takes one word, also where there
 * is one move only, as `drawIndex` does.
 */
export class MoveTable {
  readonly nodes: number;
  readonly observations: number;
  /** k ≥ 1 */
  readonly k: number;
  /** Three numbers a column, as in `AliasRows`. A move is u, and above its `actionBits` the next node m'. */
  readonly columns: Int32Array;
  readonly actionBits: number;
  /** The law of the first node. */
  start: Float64Array;
  private readonly row = new AliasColumns();
  /** The law that the rows hold; no number at first, and empty where there is one move only. */
  private readonly law: Float64Array;
  /** By move in the order of the law, u · M + m': as it is coded in `columns`. */
  private readonly codes: Int32Array;

  constructor(moves: Moves) {
    const { nodes, observations, actions } = moves;
    this.nodes = nodes;
    this.observations = observations;
    this.k = Math.max(1, columnBits(actions * nodes));
    this.actionBits = columnBits(actions);
    this.codes = Int32Array.from(
      { length: actions * nodes },
      (_, move) => Math.floor(move / nodes) + (move % nodes) * 2 ** this.actionBits,
    );
    this.columns = new Int32Array(3 * ((nodes * observations) << this.k));
    this.start = moves.start;
    const { length } = this.codes;
    this.law = new Float64Array(length === 1 ? 0 : nodes * observations * length).fill(NaN);
    this.set(moves);
  }

  /** Whether it can hold a law: one of as many nodes, observations and actions. */
  fits({ nodes, observations, actions }: Moves): boolean {
    return (
      nodes === this.nodes && observations === this.observations && nodes * actions === this.codes.length
    );
  }

  /**
   * Takes over another law that fits. Rows that are as before stay: a path visits few of the rows that a window has, and only these
   * change between two of its gradients.
   */
  set({ probabilities, start }: Moves): void {
    this.start = start;
    const { codes, k } = this;
    if (codes.length === 1) return; // only 0 can be drawn, which is what all columns hold
    const step = 3 * 2 ** k;
    for (let first = 0, row = 0; first < this.columns.length; first += step, row += codes.length) {
      if (!this.takeOver(probabilities, row)) continue;
      this.row.set(probabilities, row, codes.length);
      this.writeRow(first, 2 ** k);
    }
  }

  /** Takes over the numbers of a row; returns whether one of them changed. */
  private takeOver(probabilities: Float64Array, row: number): boolean {
    const { law } = this;
    const end = row + this.codes.length;
    let i = row;
    while (i < end && law[i] === probabilities[i]) i++;
    if (i === end) return false;
    for (; i < end; i++) law[i] = probabilities[i]!;
    return true;
  }

  private writeRow(first: number, count: number): void {
    const { codes, columns } = this;
    const { thresholds, aliases } = this.row;
    for (let j = 0, at = first; j < count; j++, at += 3) {
      columns[at] = thresholds[j]!;
      columns[at + 1] = codes[aliases[j]!]!;
      columns[at + 2] = j < codes.length ? codes[j]! : 0;
    }
  }
}
