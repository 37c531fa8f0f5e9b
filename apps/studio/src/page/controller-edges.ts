import type { ControllerGraph } from '../engine/calls.js';
import { isVisited } from '../engine/is-visited.js';

/** What leads along an edge. */
export interface EdgeCause {
  readonly observation: string;
  /** P(m' | m, y) */
  readonly probability: number;
}

/** A move from a node to a node. */
export interface ControllerEdge {
  readonly from: number;
  readonly to: number;
  /** P(m' | m) in the long run; null where the node that it leaves is not visited then. */
  readonly probability: number | null;
  /** The observations on which it is made, those first that make up most of it. */
  readonly causes: readonly EdgeCause[];
}

/** Moves that are rarer than this on every observation are left out of the picture. */
const RARE = 0.01;

/**
 * The moves of a graph by the node that they leave and the one that they enter, but for rare ones.
 *
 * @param made a move that is shown however rare it is.
 */
export function edgesOf(
  graph: ControllerGraph,
  made?: Pick<ControllerEdge, 'from' | 'to'> | null,
): readonly ControllerEdge[] {
  const isMade = ({ from, to }: ControllerEdge) => from === made?.from && to === made.to;
  return graph.moves.flatMap((row, from) =>
    row
      .map((share, to): ControllerEdge =>
        edgeOf(graph, from, to, isVisited(graph.occupancy[from]) ? share : null),
      )
      .filter((edge) => edge.causes.length > 0 || isMade(edge)),
  );
}

function edgeOf(
  { responses, observations }: ControllerGraph,
  from: number,
  to: number,
  probability: number | null,
): ControllerEdge {
  const causes = responses
    .filter(({ node, moves }) => node === from && (moves[to] ?? 0) >= RARE)
    .map(({ observation, share, moves }) => ({
      observation: observations[observation] ?? String(observation),
      probability: moves[to]!,
      weight: (share ?? 1) * moves[to]!,
    }))
    .sort((a, b) => b.weight - a.weight);
  return {
    from,
    to,
    probability,
    causes: causes.map(({ observation: name, probability: of }) => ({ observation: name, probability: of })),
  };
}
