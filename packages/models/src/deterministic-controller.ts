import type { FiniteStateController } from '@pomdp-gym/contracts';

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
