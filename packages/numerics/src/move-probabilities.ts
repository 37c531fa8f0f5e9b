import type { FiniteStateController } from '@pomdp-gym/contracts';

/**
 * p(u, m' | m, y) = ψ(u | m, y) ν(m' | m, y, u) of a controller, at (m · O + y) · A · M + u · M + m': what whoever acts by
 * it draws from. Written into `into` where it has that length, else into an array of its own; returns it.
 */
export function moveProbabilities(
  { nodes, actionProbabilities, successorProbabilities }: FiniteStateController,
  into?: Float64Array,
): Float64Array {
  const size = successorProbabilities.length;
  const moves = into?.length === size ? into : new Float64Array(size);
  for (let choice = 0, move = 0; move < size; choice++) {
    const probability = actionProbabilities[choice]!;
    for (let next = 0; next < nodes; next++, move++)
      moves[move] = probability * successorProbabilities[move]!;
  }
  return moves;
}
