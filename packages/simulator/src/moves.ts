import { type FiniteTable, isParametric, type Policy } from '@pomdp-gym/contracts';
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

/**
 * Reads the law of a policy as it stands each time it is called, and returns the same object while the θ of a policy with
 * parameters is the same; undefined where the policy has no finite law.
 */
export function movesOf(policy: Policy): (() => Moves) | undefined {
  const read = policy.memorySpace ? controllerMoves(policy) : tableMovesOf(policy);
  return read && onceFor(policy, read);
}

/** Reads again only where θ has changed since: episodes are short, and a law has many more numbers than one of them has steps. */
function onceFor(policy: Policy, read: () => Moves): () => Moves {
  if (!isParametric(policy)) return read;
  const { parameters } = policy;
  const theta = parameters.slice();
  let known: Moves | undefined;
  return () => {
    if (known && areEqual(theta, parameters)) return known;
    theta.set(parameters);
    return (known = read());
  };
}

function areEqual(one: Float64Array, other: Float64Array): boolean {
  for (let k = 0; k < one.length; k++) if (one[k] !== other[k]) return false;
  return true;
}

function tableMovesOf(policy: Policy): (() => Moves) | undefined {
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
