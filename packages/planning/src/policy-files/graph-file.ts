import type { PolicyGraph, PolicyNode } from '../policy-graph.js';

/**
 * Writes a policy graph as Cassandra's pomdp-solve does (`.pg`), a node a piece: a line a node, with its number, its action
 * and the node after each observation. The node to begin at is number 0. Where several first observations may be seen,
 * which pomdp-solve has no notion of, comments of our own say where each begins: `#@pomdp-gym start Y N`, node N after
 * first observation Y. Where the graph has no way on, as where nothing is left to earn, it leads to a last node that
 * takes action 0 for ever.
 *
 * @param observations how many observations the model has.
 * @param namesStart whether such comments are written. A graph whose first node is not the one that is worth most at the start
 * needs them: else its readers, `parseGraphFile` among them, begin at that one.
 */
export function* graphFile(
  { nodes, start }: PolicyGraph,
  observations: number,
  namesStart = start.size > 1,
): Generator<string> {
  const order = startsFirst(nodes.length, start);
  const numberOf = new Int32Array(nodes.length);
  order.forEach((node, number) => (numberOf[node] = number));
  const idle = nodes.length;
  const line = (number: number, action: number, next: Iterable<number>) =>
    `${number} ${action} ${[...next].join(' ')}\n`;
  const begins = namesStart ? [...start] : [];
  for (const [y, node] of begins) yield `#@pomdp-gym start ${y} ${numberOf[node]}\n`;
  for (const [number, node] of order.entries()) {
    const { action, next } = nodes[node]!;
    yield line(
      number,
      action,
      next.map((to) => (to < 0 ? idle : numberOf[to]!)),
    );
  }
  if (needsIdle(nodes)) yield line(idle, 0, new Int32Array(observations).fill(idle));
}

/** The nodes in the order they are written in. */
function startsFirst(count: number, start: PolicyGraph['start']): number[] {
  return [...new Set([...start.values(), ...Array.from({ length: count }, (_, node) => node)])];
}

function needsIdle(nodes: readonly PolicyNode[]): boolean {
  return nodes.length === 0 || nodes.some(({ next }) => next.includes(-1));
}
