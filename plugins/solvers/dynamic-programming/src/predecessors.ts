import type { Mdp } from './mdp.js';

/**
 * Which rows lead where: node t < n is a state, node n the end of an episode. Row s·A + u leads from state s under u, and
 * row n·A from the end of an episode to where the next one starts.
 */
export class Predecessors {
  private readonly offsets: Int32Array;
  private readonly rows: Int32Array;

  /** @param policy the action of each state, where only its rows count. */
  constructor(mdp: Mdp, policy?: Int32Array) {
    this.offsets = new Int32Array(mdp.states + 2);
    forEachEdge(mdp, policy, (_, node) => this.offsets[node + 1]!++);
    for (let node = 0; node <= mdp.states; node++) this.offsets[node + 1]! += this.offsets[node]!;
    this.rows = new Int32Array(this.offsets.at(-1)!);
    const next = this.offsets.slice();
    forEachEdge(mdp, policy, (row, node) => (this.rows[next[node]!++] = row));
  }

  into(node: number): Int32Array {
    return this.rows.subarray(this.offsets[node]!, this.offsets[node + 1]!);
  }
}

function forEachEdge(
  { states, actions, offsets, successors, start }: Mdp,
  policy: Int32Array | undefined,
  visit: (row: number, node: number) => void,
): void {
  for (let row = 0; row < states * actions; row++) {
    if (policy && policy[Math.floor(row / actions)] !== row % actions) continue;
    for (let k = offsets[row]!; k < offsets[row + 1]!; k++) visit(row, successors[k]!);
  }
  start.forEach((probability, state) => {
    if (probability > 0) visit(states * actions, state);
  });
}
