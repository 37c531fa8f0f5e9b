import type { FiniteTable, Policy } from '@pomdp-gym/contracts';
import { moveProbabilities } from '@pomdp-gym/numerics';

/** The law of a policy as the kernel draws from it: a move is a pair (u, m') of action and next memory node. */
export interface Moves {
  /** M, 1 for a policy without memory. */
  readonly nodes: number;
  readonly observations: number;
  readonly actions: number;
  /** The law of the first node of an episode, M numbers. */
  readonly start: Float64Array;
  /** p(u, m' | m, y) at (m · O + y) · A · M + u · M + m'. */
  readonly probabilities: Float64Array;
}

const SOLE_NODE = Float64Array.of(1);

/** Reads the law of a policy as it stands each time it is called; undefined where the policy has no finite law. */
export function movesOf(policy: Policy): (() => Moves) | undefined {
  if (policy.memorySpace) return controllerMoves(policy);
  const table = policy.table?.bind(policy);
  return table && (() => tableMoves(table()));
}

function tableMoves({ observations, actions, probabilities }: FiniteTable): Moves {
  return { nodes: 1, observations, actions, start: SOLE_NODE, probabilities };
}

function controllerMoves(policy: Policy): (() => Moves) | undefined {
  const { memorySpace } = policy;
  const controller = policy.controller?.bind(policy);
  if (!controller || memorySpace?.kind !== 'discrete') return undefined;
  let probabilities: Float64Array | undefined;
  return () => {
    const law = controller();
    const { nodes, observations, actions, start } = law;
    if (nodes !== memorySpace.size)
      throw new RangeError(
        `The controller has ${nodes} nodes, the memory space ${memorySpace.size} elements.`,
      );
    probabilities = moveProbabilities(law, probabilities);
    return { nodes, observations, actions, start, probabilities };
  };
}
