import type { FiniteStateController } from '@pomdp-gym/contracts';
import type { ControllerRows } from './controller-rows.js';

/** Below this, shares of a probability have too few digits to sum to one. */
const LEAST = 1e-290;

/** The law of a controller, row by row as it is asked for. It begins in node 0. */
export class ControllerLaw implements FiniteStateController {
  readonly nodes: number;
  readonly observations: number;
  readonly actions: number;
  readonly start: Float64Array;
  readonly actionProbabilities: Float64Array;
  readonly successorProbabilities: Float64Array;

  constructor(private readonly rows: ControllerRows) {
    const { observations, actions } = rows.structure;
    this.nodes = rows.nodes;
    this.observations = observations;
    this.actions = actions;
    this.start = Float64Array.from({ length: rows.nodes }, (_, node) => Number(node === 0));
    this.actionProbabilities = new Float64Array(rows.nodes * observations * actions);
    this.successorProbabilities = new Float64Array(this.actionProbabilities.length * rows.nodes);
  }

  /** Writes p(· | m, y) at θ. */
  writeRow(node: number, observation: number): void {
    if (this.rows.structure.action === 'after') this.writeMoveFirst(node, observation);
    else this.writeChoiceFirst(node, observation);
  }

  /** ψ(u | m, y) and ν(m' | m, y, u), as they are. */
  private writeChoiceFirst(node: number, observation: number): void {
    const { rows, nodes, actions } = this;
    const { offsets, probabilities, structure } = rows;
    const choice = rows.choiceRow(node, node, observation);
    rows.writeRow(choice);
    for (let u = 0; u < actions; u++) {
      const row = choice * actions + u;
      this.actionProbabilities[row] = probabilities[offsets[choice]! + u]!;
      const move = rows.moveRow(node, observation, u);
      rows.writeRow(move);
      structure.successors[node]!.forEach((next, place) => {
        this.successorProbabilities[row * nodes + next] = probabilities[offsets[move]! + place]!;
      });
    }
  }

  /** ψ(u | m, y) = Σ_m' ω(m' | m, y) μ(u | m', y), and ν(m' | m, y, u) by Bayes' rule. */
  private writeMoveFirst(node: number, observation: number): void {
    const { rows, nodes, actions, actionProbabilities, successorProbabilities } = this;
    const { offsets, probabilities } = rows;
    const successors = rows.structure.successors[node]!;
    const first = (node * this.observations + observation) * actions;
    const move = rows.moveRow(node, observation, 0);
    rows.writeRow(move);
    actionProbabilities.fill(0, first, first + actions);
    successors.forEach((next, place) => {
      const choice = rows.choiceRow(node, next, observation);
      rows.writeRow(choice);
      for (let u = 0; u < actions; u++) {
        const both = probabilities[offsets[move]! + place]! * probabilities[offsets[choice]! + u]!;
        successorProbabilities[(first + u) * nodes + next] = both;
        actionProbabilities[first + u]! += both;
      }
    });
    for (let u = 0; u < actions; u++) {
      const total = actionProbabilities[first + u]!;
      successors.forEach((next, place) => {
        const at = (first + u) * nodes + next;
        const share = successorProbabilities[at]! / total;
        successorProbabilities[at] = total < LEAST ? probabilities[offsets[move]! + place]! : share;
      });
    }
  }
}
