import type { PlanningModel, PlanningRoot } from './planning-model.js';
import type { PolicyGraph } from './policy-graph.js';

/** Lets each start begin at the node that is worth most there, and leaves out what no start leads to, values and all. */
export function pruneGraph(
  model: PlanningModel,
  { nodes, start }: PolicyGraph,
  values: readonly Float64Array[],
): { graph: PolicyGraph; values: Float64Array[] } {
  const begins = new Map(start);
  for (const root of model.roots) begins.set(root.observation, bestAt(model, root, nodes, values));
  const kept = [...new Set(begins.values())];
  const renamed = new Map(kept.map((node, i) => [node, i]));
  for (const node of kept) {
    for (const next of nodes[node]?.next ?? []) {
      if (next < 0 || renamed.has(next)) continue;
      renamed.set(next, kept.length);
      kept.push(next);
    }
  }
  const rename = (node: number) => renamed.get(node) ?? -1;
  const graph = {
    nodes: kept.map((node) => ({ ...nodes[node]!, next: nodes[node]!.next.map(rename) })),
    start: new Map([...begins].map(([y, node]) => [y, rename(node)])),
  };
  return { graph, values: kept.map((node) => values[node]!) };
}

function bestAt(
  { blockOf, blockStart }: PlanningModel,
  { states, values: probabilities }: PlanningRoot,
  nodes: PolicyGraph['nodes'],
  values: readonly Float64Array[],
): number {
  const block = blockOf[states[0]!]!;
  let [best, most] = [-1, -Infinity];
  nodes.forEach((node, n) => {
    if (node.block !== block) return;
    const worth = probabilities.reduce(
      (sum, p, i) => sum + p * values[n]![states[i]! - blockStart[block]!]!,
      0,
    );
    if (worth > most) [best, most] = [n, worth];
  });
  return best;
}
