import type { FiniteStateController } from '@pomdp-gym/contracts';
import { moveProbabilities } from '@pomdp-gym/numerics';
import { actionName, type LawLabels, observationName } from './law-labels.js';

/** Moves less likely than this are left out of a picture. */
const SHOWN = 0.05;

/**
 * A finite-state controller in the language of Graphviz: a box a memory node, an edge to each node that follows, with what is
 * observed, what is done and how likely that is. Moves below 5 % are left out.
 */
export function controllerDot(controller: FiniteStateController, labels: LawLabels = {}): string {
  const { nodes, start } = controller;
  const moves = moveProbabilities(controller);
  const every = Array.from({ length: nodes }, (_, node) => node);
  const boxes = every.map((node) => `  n${node} [label="node ${node}"];`);
  const edges = every.flatMap((node) =>
    every.flatMap((next) => {
      const label = edgeLabel(controller, moves, node, next, labels);
      return label === '' ? [] : [`  n${node} -> n${next} [label="${label}"];`];
    }),
  );
  const begins = every
    .filter((node) => start[node]! >= SHOWN)
    .flatMap((node) => [
      `  start${node} [shape=point];`,
      `  start${node} -> n${node} [label="${start[node]!.toFixed(2)}"];`,
    ]);
  return [
    'digraph controller {',
    '  node [shape=box, style=rounded];',
    ...begins,
    ...boxes,
    ...edges,
    '}',
    '',
  ].join('\n');
}

/** What leads from a node to the next one, a line for each pair of an observation and an action. */
function edgeLabel(
  { nodes, observations, actions }: FiniteStateController,
  moves: Float64Array,
  node: number,
  next: number,
  labels: LawLabels,
): string {
  const lines: string[] = [];
  for (let pair = 0; pair < observations * actions; pair++) {
    const probability = moves[(node * observations * actions + pair) * nodes + next]!;
    if (probability < SHOWN) continue;
    const seen = observationName(labels, Math.floor(pair / actions));
    lines.push(`${seen}: ${actionName(labels, pair % actions)} ${probability.toFixed(2)}`);
  }
  return lines.map((line) => line.replaceAll('\\', '\\\\').replaceAll('"', '\\"')).join('\\n');
}
