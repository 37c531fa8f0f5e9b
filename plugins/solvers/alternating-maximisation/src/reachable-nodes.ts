import type { FiniteStateController } from '@pomdp-gym/contracts';

/** The controller without the nodes that it can never come to, whatever it sees. */
export function reachableNodes(law: FiniteStateController): FiniteStateController {
  const kept = reached(law);
  const { observations, actions } = law;
  const nodes = kept.length;
  const rows = observations * actions;
  const actionProbabilities = new Float64Array(nodes * rows);
  const successorProbabilities = new Float64Array(nodes * rows * nodes);
  kept.forEach((from, m) => {
    actionProbabilities.set(law.actionProbabilities.subarray(from * rows, (from + 1) * rows), m * rows);
    for (let row = 0; row < rows; row++)
      kept.forEach((to, next) => {
        successorProbabilities[(m * rows + row) * nodes + next] =
          law.successorProbabilities[(from * rows + row) * law.nodes + to]!;
      });
    // A pair that is never chosen may lead to a node that is gone: it stays where it is instead.
    for (let row = 0; row < rows; row++)
      if (law.actionProbabilities[from * rows + row] === 0) stay(successorProbabilities, m, row, rows, nodes);
  });
  const start = Float64Array.from(kept, (node) => law.start[node]!);
  return { nodes, observations, actions, start, actionProbabilities, successorProbabilities };
}

function stay(into: Float64Array, node: number, row: number, rows: number, nodes: number): void {
  const begin = (node * rows + row) * nodes;
  into.fill(0, begin, begin + nodes);
  into[begin + node] = 1;
}

/** The nodes that can be come to, in the order in which they are met. */
function reached(law: FiniteStateController): number[] {
  const { nodes, observations, actions } = law;
  const found = [...law.start.keys()].filter((node) => law.start[node]! > 0);
  const known = new Set(found);
  for (const from of found) {
    for (let choice = from * observations * actions; choice < (from + 1) * observations * actions; choice++) {
      if (law.actionProbabilities[choice] === 0) continue;
      for (let next = 0; next < nodes; next++) {
        if (law.successorProbabilities[choice * nodes + next] === 0 || known.has(next)) continue;
        known.add(next);
        found.push(next);
      }
    }
  }
  return found;
}
