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
  /** P(m' takes the next step of the episode | m) in the long run; null where the node that it leaves is not visited then. */
  readonly probability: number | null;
  /** The observations on which it is made, those first that make up most of it. */
  readonly causes: readonly EdgeCause[];
}

/** Actions, and moves that are rarer than this on every observation, are left out of lists. */
export const RARE = 0.01;

/** Whether an edge leads from the same node to the same node as another. */
export function isSameMove(
  edge: Pick<ControllerEdge, 'from' | 'to'>,
  other: Pick<ControllerEdge, 'from' | 'to'> | null | undefined,
): boolean {
  return edge.from === other?.from && edge.to === other.to;
}

/** Whether steps of this graph end episodes. */
export function hasEndings({ endings, occupancy }: ControllerGraph): boolean {
  return endings.some((share, node) => isVisited(share * (occupancy[node] ?? 0)));
}

/** The moves of a graph by the node that they leave and the one that they enter, without the rare ones. */
export function edgesOf(graph: ControllerGraph): readonly ControllerEdge[] {
  return graph.moves.flatMap((row, from) =>
    row.flatMap((_, to) => {
      const edge = edgeOf(graph, from, to, RARE);
      return edge.causes.length > 0 && edge.probability !== 0 ? [edge] : [];
    }),
  );
}

/** The edges, and last among them a move that was made, where it is a rare one. */
export function withMove(
  graph: ControllerGraph,
  edges: readonly ControllerEdge[],
  made: Pick<ControllerEdge, 'from' | 'to'> | null | undefined,
): readonly ControllerEdge[] {
  if (!made || edges.some((edge) => isSameMove(edge, made))) return edges;
  return [...edges, edgeOf(graph, made.from, made.to, Number.MIN_VALUE)];
}

/** @param least the least probability of a cause. */
function edgeOf(graph: ControllerGraph, from: number, to: number, least: number): ControllerEdge {
  const { responses, observations, occupancy, moves } = graph;
  const causes = responses
    .filter(({ node, moves: next }) => node === from && (next[to] ?? 0) >= least)
    .map(({ observation, share, moves: next }) => ({
      observation: observations[observation] ?? String(observation),
      probability: next[to]!,
      weight: (share ?? 1) * next[to]!,
    }))
    .sort((a, b) => b.weight - a.weight);
  return {
    ...{ from, to },
    probability: isVisited(occupancy[from]) ? moves[from]![to]! : null,
    causes: causes.map(({ observation, probability }) => ({ observation, probability })),
  };
}
