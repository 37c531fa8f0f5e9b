import type { PolicyGraphText } from './policy-graph-text.js';
import type { ControllerStructure } from './controller-structure.js';
import { SoftmaxController } from './softmax-controller.js';

/** A controller that never draws lots: after observation y, node m acts and goes on in node `next`. */
export interface GraphMemory {
  readonly nodes: number;
  /** The node that follows node m after observation y; undefined where the graph does not say. */
  next(node: number, observation: number): number | undefined;
  /** What is done on the way into a node. */
  action(node: number): number;
}

/**
 * A policy graph as a memory for controllers: the node it acted by last. Where the first observation is one of its own
 * (`nothing yet`, behind those that the graph knows), every node leads to the graph's first one after it, and node 0 begins.
 * Else node 0 stands for `not begun`, and the graph's nodes follow.
 *
 * @param observations O of the observation space.
 */
export function graphMemory({ nodes, start }: PolicyGraphText, observations: number): GraphMemory {
  const known = nodes[0]!.next.length;
  const first = (y: number) => start.get(y) ?? 0;
  if (known < observations) {
    return {
      nodes: nodes.length,
      next: (node, y) => (y === known ? first(y) : nodes[node]!.next[y]),
      action: (node) => nodes[node]!.action,
    };
  }
  const shifted = (node: number | undefined) => (node === undefined ? undefined : node + 1);
  return {
    nodes: nodes.length + 1,
    next: (node, y) => shifted(node === 0 ? first(y) : nodes[node - 1]!.next[y]),
    action: (node) => nodes[Math.max(0, node - 1)]!.action,
  };
}

/**
 * The controller of a policy graph softened by a temperature τ: what the graph does has the parameter 1 / τ, everything else
 * 0. As τ falls to 0 it becomes the graph; where the graph does not say how to go on, all moves stay equally likely.
 */
export function softenedController(
  graph: GraphMemory,
  structure: ControllerStructure,
  temperature: number,
): SoftmaxController {
  const policy = new SoftmaxController(structure);
  const { rows, parameters } = policy;
  const preference = 1 / temperature;
  for (let node = 0; node < graph.nodes; node++) {
    for (let y = 0; y < structure.observations; y++) {
      const next = graph.next(node, y);
      if (next === undefined) continue;
      const action = graph.action(next);
      parameters[rows.offsets[rows.choiceRow(node, next, y)]! + action] = preference;
      for (let u = 0; u < structure.actions; u++)
        parameters[rows.offsets[rows.moveRow(node, y, u)]! + rows.place(node, next)] = preference;
    }
  }
  return policy;
}
