import { type FiniteStateController, InputError } from '@pomdp-gym/contracts';

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
