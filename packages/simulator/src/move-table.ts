import { writeThresholds } from '@pomdp-gym/numerics';
import type { Moves } from './moves.js';

/** The law of a policy ready to be drawn from. */
export class MoveTable {
  /** M */
  readonly nodes: number;
  readonly observations: number;
  /** A · M: how many moves there are. */
  readonly width: number;
  /** Those of p(· | m, y), from (m · O + y) · A · M on. */
  readonly thresholds: Int32Array;
  /** By move, u · M + m': u. */
  readonly actionOf: Int32Array;
  /** By move: m'. */
  readonly nodeOf: Int32Array;
  /** The law of the first node. */
  start: Float64Array;

  constructor(moves: Moves) {
    const { nodes, observations, actions } = moves;
    this.nodes = nodes;
    this.observations = observations;
    this.width = actions * nodes;
    this.thresholds = new Int32Array(nodes * observations * this.width);
    this.actionOf = Int32Array.from({ length: this.width }, (_, move) => Math.floor(move / nodes));
    this.nodeOf = Int32Array.from({ length: this.width }, (_, move) => move % nodes);
    this.start = moves.start;
    this.set(moves);
  }

  /** Takes over another law of as many nodes, observations and actions. */
  set({ probabilities, start }: Moves): void {
    const { thresholds, width } = this;
    this.start = start;
    for (let row = 0; row < thresholds.length; row += width)
      writeThresholds(probabilities, row, row + width, thresholds);
  }
}
