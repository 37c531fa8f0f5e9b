import { SoftmaxRows } from '@pomdp-gym/numerics';
import type { ControllerStructure } from './controller-structure.js';

/**
 * The softmax distributions of a controller, those of its actions before those of its moves: ψ(· | m, y) in row m · O + y,
 * then ν(· | m, y, u), by (m, y, u), or ω(· | m, y), by (m, y). A move is numbered by its place among the successors of m.
 */
export class ControllerRows extends SoftmaxRows {
  readonly nodes: number;
  /** The place of node m' among the successors of node m, at m · M + m'; −1 if it is not among them. */
  private readonly places: Int32Array;

  constructor(readonly structure: ControllerStructure) {
    super(offsetsOf(structure));
    const { successors } = structure;
    this.nodes = successors.length;
    this.places = new Int32Array(this.nodes ** 2).fill(-1);
    successors.forEach((after, node) =>
      after.forEach((next, place) => (this.places[node * this.nodes + next] = place)),
    );
  }

  /** The row of μ(· | m', y) or ψ(· | m, y): the node that acts is the next one where it acts after its move. */
  choiceRow(node: number, next: number, observation: number): number {
    const acting = this.structure.action === 'after' ? next : node;
    return acting * this.structure.observations + observation;
  }

  /** The row of ω(· | m, y) or ν(· | m, y, u). */
  moveRow(node: number, observation: number, action: number): number {
    const { observations, actions, action: order } = this.structure;
    const row = node * observations + observation;
    return this.nodes * observations + (order === 'after' ? row : row * actions + action);
  }

  /** The outcome of a move row of `node` that leads to `next`, −1 where none does. */
  place(node: number, next: number): number {
    return this.places[node * this.nodes + next]!;
  }
}

function offsetsOf({ successors, observations, actions, action }: ControllerStructure): Int32Array {
  const offsets = [0];
  const add = (length: number) => offsets.push(offsets.at(-1)! + length);
  for (let row = 0; row < successors.length * observations; row++) add(actions);
  for (const { length } of successors) {
    const rows = observations * (action === 'after' ? 1 : actions);
    for (let row = 0; row < rows; row++) add(length);
  }
  return Int32Array.from(offsets);
}
