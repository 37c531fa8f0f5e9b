import type { FiniteStateController } from '@pomdp-gym/contracts';
import { type TeamSpaces, TupleIndex } from '@pomdp-gym/models';

/** What the others may do: a joint action with 0 for the agent itself, and their nodes afterwards. */
export interface OthersMove {
  readonly action: number;
  readonly nodes: number;
  readonly probability: number;
}

/** All agents of a team but one, as that one meets them. Tuples of nodes have one node, 0, for the agent itself. */
export class OtherAgents {
  readonly memory: TupleIndex;
  /** The tuples of nodes that the others may begin in. */
  readonly starts: readonly (readonly [nodes: number, probability: number])[];
  private readonly known = new Map<number, readonly OthersMove[]>();

  constructor(
    private readonly laws: readonly FiniteStateController[],
    private readonly spaces: TeamSpaces,
    private readonly agent: number,
  ) {
    this.memory = new TupleIndex(laws.map(({ nodes }, i) => (i === agent ? 1 : nodes)));
    let starts: [number, number][] = [[0, 1]];
    laws.forEach(({ start }, i) => {
      if (i === agent) return;
      starts = starts.flatMap(([nodes, probability]) =>
        possible(start).map(([node, share]): [number, number] => [
          this.memory.replaced(nodes, i, node),
          probability * share,
        ]),
      );
    });
    this.starts = starts;
  }

  /** What the others may do in these nodes after this joint observation. */
  moves(nodes: number, observation: number): readonly OthersMove[] {
    const key = nodes * (this.spaces.observations.size + 1) + observation;
    const known = this.known.get(key);
    if (known) return known;
    let moves: OthersMove[] = [{ action: 0, nodes: 0, probability: 1 }];
    this.laws.forEach((law, i) => {
      if (i === this.agent) return;
      const own = movesOf(law, this.memory.entry(nodes, i), this.spaces.observations.entry(observation, i));
      moves = moves.flatMap((move) =>
        own.map(([action, node, probability]) => ({
          action: this.spaces.actions.replaced(move.action, i, action),
          nodes: this.memory.replaced(move.nodes, i, node),
          probability: move.probability * probability,
        })),
      );
    });
    this.known.set(key, moves);
    return moves;
  }
}

/** The pairs (u, m') that are possible in a node after an observation. */
function movesOf(
  { nodes, observations, actions, actionProbabilities, successorProbabilities }: FiniteStateController,
  node: number,
  observation: number,
): [action: number, node: number, probability: number][] {
  const row = (node * observations + observation) * actions;
  return possible(actionProbabilities.subarray(row, row + actions)).flatMap(([action, share]) => {
    const begin = (row + action) * nodes;
    return possible(successorProbabilities.subarray(begin, begin + nodes)).map(
      ([next, likely]): [number, number, number] => [action, next, share * likely],
    );
  });
}

function possible(law: Float64Array): [outcome: number, probability: number][] {
  return [...law.entries()].filter(([, probability]) => probability > 0);
}
