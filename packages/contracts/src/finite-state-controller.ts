/** μ(u | y) over finite observations and actions. Lent: valid until θ changes or `table` is called again. */
export interface FiniteTable {
  readonly observations: number;
  readonly actions: number;
  /** observations × actions, row by row; each row sums to one. */
  readonly probabilities: Float64Array;
}

/**
 * A policy with finite memory, written down. In memory node m it observes y, acts with probability ψ(u | m, y), and goes
 * on in node m' with probability ν(m' | m, y, u): p(u, m' | m, y) = ψ(u | m, y) ν(m' | m, y, u). M nodes, O observations,
 * A actions. Where a model does not define what is seen first, observation O − 1 is `nothing yet`. Lent: valid until θ
 * changes or `controller` is called again.
 *
 * A policy that acts by a controller draws its first node with one `drawIndex` from `start`, or without chance where only
 * one node is possible; and each step with one `drawIndex` from p(· | m, y), the outcome (u, m') at u · M + m'.
 */
export interface FiniteStateController {
  /** M */
  readonly nodes: number;
  readonly observations: number;
  readonly actions: number;
  /** The law of the first memory node of an episode, M numbers. */
  readonly start: Float64Array;
  /** ψ(u | m, y) at (m · O + y) · A + u. */
  readonly actionProbabilities: Float64Array;
  /** ν(m' | m, y, u) at ((m · O + y) · A + u) · M + m'. */
  readonly successorProbabilities: Float64Array;
}

/** A policy without memory as a controller of one node. The table is copied. */
export function memoryless(table: FiniteTable): FiniteStateController {
  const { observations, actions } = table;
  const size = observations * actions;
  return {
    nodes: 1,
    observations,
    actions,
    start: Float64Array.of(1),
    actionProbabilities: table.probabilities.slice(0, size),
    successorProbabilities: new Float64Array(size).fill(1),
  };
}
