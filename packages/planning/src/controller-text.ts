import type { FiniteStateController } from '@pomdp-gym/contracts';
import { moveProbabilities } from '@pomdp-gym/numerics';
import { actionName, type LawLabels, observationName } from './law-labels.js';

/** Moves less likely than this are left out. */
const SHOWN = 0.005;

/**
 * A finite-state controller as lines of text: for each memory node and observation what it does, and the node that follows,
 * the likeliest first. Moves below half a percent are left out. One of a single node is a table, without its memory.
 */
export function controllerText(controller: FiniteStateController, labels: LawLabels = {}): string {
  const { nodes, observations, actions, start } = controller;
  const moves = moveProbabilities(controller);
  const width = actions * nodes;
  const line = (node: number, y: number): string => {
    const begin = (node * observations + y) * width;
    const shown = [...moves.subarray(begin, begin + width).entries()]
      .filter(([, probability]) => probability >= SHOWN)
      .sort(([, a], [, b]) => b - a)
      .map(([move, probability]) => {
        const next = nodes > 1 ? ` → ${move % nodes}` : '';
        return `${actionName(labels, Math.floor(move / nodes))}${next} ${probability.toFixed(2)}`;
      });
    return `  ${observationName(labels, y)}: ${shown.join(', ')}`;
  };
  const head = (node: number) =>
    start[node]! > 0 ? `node ${node}, begins with ${start[node]!.toFixed(2)}` : `node ${node}`;
  return Array.from({ length: nodes }, (_, node) => [
    ...(nodes > 1 ? [head(node)] : []),
    ...Array.from({ length: observations }, (_, y) => line(node, y)),
  ])
    .flat()
    .join('\n');
}
