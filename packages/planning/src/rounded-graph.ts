import type { FiniteModel, FiniteStateController } from '@pomdp-gym/contracts';
import { firstProbabilities } from '@pomdp-gym/models';
import { moveProbabilities } from '@pomdp-gym/numerics';
import type { PolicyGraph, PolicyNode } from './policy-graph.js';

/**
 * A controller without its chance: in each memory node and after each observation it does what is likeliest, action and next
 * node together. A node of the graph is a pair of an action and the memory that follows it, so there are at most A · M of
 * them; those that can be met from the start are kept. What it is worth may differ much from what the controller is.
 */
export function roundedGraph(controller: FiniteStateController, model: FiniteModel): PolicyGraph {
  const { nodes: memories, observations, actions } = controller;
  const width = actions * memories;
  const moves = moveProbabilities(controller);
  /** u · M + m', the likeliest move. */
  const likeliest = (memory: number, observation: number) => {
    const begin = (memory * observations + observation) * width;
    return greatest(moves.subarray(begin, begin + width));
  };
  const numbers = new Map<number, number>();
  const numberOf = (move: number) => {
    if (!numbers.has(move)) numbers.set(move, numbers.size);
    return numbers.get(move)!;
  };
  const first = greatest(controller.start);
  const seenFirst = [...firstProbabilities(model).entries()].filter(([, probability]) => probability > 0);
  const start = new Map(seenFirst.map(([y]) => [y, numberOf(likeliest(first, y))]));
  const nodes: PolicyNode[] = [];
  // A map is visited in the order of insertion, what is inserted on the way included.
  for (const move of numbers.keys()) {
    const memory = move % memories;
    const next = Int32Array.from({ length: model.observations }, (_, y) => numberOf(likeliest(memory, y)));
    nodes.push({ action: Math.floor(move / memories), block: 0, next });
  }
  return { nodes, start };
}

/** The first place of the greatest number. */
function greatest(values: Float64Array): number {
  return values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);
}
