import { type FiniteTable, InputError } from '@pomdp-gym/contracts';

/**
 * A policy with finite memory, written down. In memory node m it observes y, acts with probability ψ(u | m, y), and goes
 * on in node m' with probability ν(m' | m, y, u). M nodes, O observations, A actions. Where a model does not define
 * what is seen first, observation O − 1 is `nothing yet`.
 */
export interface FiniteStateController {
  /** M */
  readonly nodes: number;
  readonly observations: number;
  readonly actions: number;
  /** The law of the first memory node of an episode, M numbers. */
  readonly start: Float64Array;
  /** ψ(u | m, y) at (m · O + y) · A + u. */
  readonly actionProbabilities: Float64Array;
  /** ν(m' | m, y, u) at ((m · O + y) · A + u) · M + m'. */
  readonly successorProbabilities: Float64Array;
}

/** A policy without memory as a controller of one node. The table is copied. */
export function memoryless(table: FiniteTable): FiniteStateController {
  const { observations, actions } = table;
  const size = observations * actions;
  return {
    nodes: 1,
    observations,
    actions,
    start: Float64Array.of(1),
    actionProbabilities: table.probabilities.slice(0, size),
    successorProbabilities: new Float64Array(size).fill(1),
  };
}

/** A controller that never draws lots: node m on observation y acts `action(m, y)` and moves to `successor(m, y)`. */
export function deterministicController(settings: {
  readonly nodes: number;
  readonly observations: number;
  readonly actions: number;
  readonly start: number;
  action(node: number, observation: number): number;
  successor(node: number, observation: number): number;
}): FiniteStateController {
  const { nodes, observations, actions } = settings;
  const start = new Float64Array(nodes);
  start[settings.start] = 1;
  const actionProbabilities = new Float64Array(nodes * observations * actions);
  const successorProbabilities = new Float64Array(nodes * observations * actions * nodes);
  for (let m = 0; m < nodes; m++) {
    for (let y = 0; y < observations; y++) {
      const row = (m * observations + y) * actions;
      actionProbabilities[row + settings.action(m, y)] = 1;
      for (let u = 0; u < actions; u++)
        successorProbabilities[(row + u) * nodes + settings.successor(m, y)] = 1;
    }
  }
  return { nodes, observations, actions, start, actionProbabilities, successorProbabilities };
}

/** Throws an InputError where the controller's tables have the wrong size or a row is no distribution. */
export function assertController(controller: FiniteStateController): void {
  const { nodes, observations, actions } = controller;
  const choices = nodes * observations * actions;
  assertRows('start law', controller.start, 1, nodes);
  assertRows('action probabilities', controller.actionProbabilities, choices / actions, actions);
  assertRows('successor probabilities', controller.successorProbabilities, choices, nodes);
}

const TOLERANCE = 1e-6;

function assertRows(name: string, values: Float64Array, rows: number, width: number): void {
  if (values.length !== rows * width) {
    throw new InputError(
      `The policy's ${name} hold ${values.length} numbers, where ${rows * width} are expected.`,
    );
  }
  for (let row = 0; row < rows; row++) {
    const entries = values.subarray(row * width, (row + 1) * width);
    const sum = entries.reduce((total, value) => total + value, 0);
    if (!(Math.abs(sum - 1) <= TOLERANCE) || entries.some((value) => value < 0)) {
      throw new InputError(`Row ${row} of the policy's ${name} is no distribution: it sums to ${sum}.`);
    }
  }
}
