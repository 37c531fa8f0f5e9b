import type { FiniteModel } from '@pomdp-gym/contracts';
import type { PolicyGraph } from '@pomdp-gym/planning';

/** Steps within which visits are counted, and the least probability that is followed. */
const STEPS = 200;
const LEAST = 1e-12;

/**
 * A policy graph cut down to so many nodes, as text: those with the most discounted visits from the start, node 0 among them. An edge to
 * another node leads to the kept one with the same action that is visited most, or to node 0.
 */
export function smallGraph(
  graph: PolicyGraph,
  model: FiniteModel & { readonly discount: number },
  most: number,
): string {
  const visits = nodeVisits(graph, model);
  const byVisits = [...visits.keys()].sort((a, b) => visits[b]! - visits[a]!);
  const kept = [0, ...byVisits.filter((node) => node !== 0)].slice(0, most);
  const instead = (node: number): number => {
    const place = kept.indexOf(node);
    if (place >= 0 || node < 0) return Math.max(0, place);
    return Math.max(
      0,
      kept.findIndex((other) => graph.nodes[other]!.action === graph.nodes[node]!.action),
    );
  };
  const lines = kept.map((node, i) => {
    const { action, next } = graph.nodes[node]!;
    return [i, action, ...Array.from(next, instead)].join(' ');
  });
  return `${lines.join('\n')}\n`;
}

/** Discounted visits of each node, from node 0 on. */
function nodeVisits(
  { nodes }: PolicyGraph,
  model: FiniteModel & { readonly discount: number },
): Float64Array {
  const visits = new Float64Array(nodes.length);
  let law = new Float64Array(model.states * nodes.length);
  model.start.forEach((probability, state) => (law[state * nodes.length] = probability));
  for (let step = 0; step < STEPS; step++) {
    const weight = model.discount ** step;
    law.forEach((probability, at) => (visits[at % nodes.length]! += weight * probability));
    law = lawAfter(law, nodes, model);
  }
  return visits;
}

/** The law of (state, node) a step later; probability that ends an episode or has no edge is dropped. */
function lawAfter(
  law: Float64Array,
  nodes: PolicyGraph['nodes'],
  model: FiniteModel,
): Float64Array<ArrayBuffer> {
  const after = new Float64Array(law.length);
  law.forEach((probability, at) => {
    const state = Math.floor(at / nodes.length);
    if (probability < LEAST || model.terminal?.[state] === 1) return;
    const { action, next } = nodes[at % nodes.length]!;
    const [moves, seen] = [model.transitions[action]!, model.observationTables[action]!];
    for (let k = moves.offsets[state]!; k < moves.offsets[state + 1]!; k++) {
      const entered = moves.indices[k]!;
      for (let l = seen.offsets[entered]!; l < seen.offsets[entered + 1]!; l++) {
        const node = next[seen.indices[l]!]!;
        if (node >= 0)
          after[entered * nodes.length + node]! += probability * moves.values[k]! * seen.values[l]!;
      }
    }
  });
  return after;
}
