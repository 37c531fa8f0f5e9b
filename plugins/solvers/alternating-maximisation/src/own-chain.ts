import type { FiniteModel, FiniteStateController } from '@pomdp-gym/contracts';
import { Float64List, Int32List } from '@pomdp-gym/numerics';

/** The chain of hidden state x and own node m, the pair at x · M + m, under a controller. */
export interface OwnChain {
  /** The ways from one pair to another that are possible; a state that ends leads nowhere. */
  readonly steps: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly probability: Float64Array;
  /** The expected reward of a step from each pair. */
  readonly rewards: Float64Array;
}

/** @param shown the observation that each state shows. */
export function ownChain(
  model: FiniteModel,
  law: FiniteStateController,
  shown: Int32Array,
  rewards: readonly Float64Array[],
): OwnChain {
  const { nodes, observations, actions, actionProbabilities, successorProbabilities } = law;
  const [from, to, probability] = [new Int32List(), new Int32List(), new Float64List()];
  const earned = new Float64Array(model.states * nodes);
  const addSteps = (pair: number, x: number, action: number, next: number, share: number) => {
    const { offsets, indices, values } = model.transitions[action]!;
    for (let k = offsets[x]!; k < offsets[x + 1]!; k++) {
      from.push(pair);
      to.push(indices[k]! * nodes + next);
      probability.push(share * values[k]!);
    }
  };
  for (let pair = 0; pair < earned.length; pair++) {
    const x = Math.floor(pair / nodes);
    if (model.terminal?.[x] === 1) continue;
    const row = ((pair % nodes) * observations + shown[x]!) * actions;
    for (let u = 0; u < actions; u++) {
      const likely = actionProbabilities[row + u]!;
      if (likely === 0) continue;
      earned[pair]! += likely * rewards[u]![x]!;
      for (let next = 0; next < nodes; next++) {
        const share = likely * successorProbabilities[(row + u) * nodes + next]!;
        if (share > 0) addSteps(pair, x, u, next, share);
      }
    }
  }
  return {
    steps: from.length,
    from: from.take(),
    to: to.take(),
    probability: probability.take(),
    rewards: earned,
  };
}
