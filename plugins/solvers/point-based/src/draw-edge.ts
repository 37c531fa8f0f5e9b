import type { Random } from '@pomdp-gym/contracts';
import type { BeliefGraph } from '@pomdp-gym/planning';

/** Draws what may follow an expanded (belief, action) by its probability; −1 where it may all be over, and is. */
export function drawEdge(graph: BeliefGraph, place: number, action: number, random: Random): number {
  const first = graph.firstEdge(place, action);
  let left = random.uniform();
  for (let edge = first; edge < first + graph.edgeCount(place, action); edge++) {
    left -= graph.probability[edge]!;
    if (left < 0) return edge;
  }
  return -1;
}
