import type { JointChain } from './joint-chain.js';
import { ENDING } from './observed-states.js';

/**
 * E[r + f(X')] for each move: what a step earns, and what it leads to.
 *
 * @param f a value for each node.
 * @param atEnding the value of an ending.
 */
export function moveValues(chain: JointChain, f: Float64Array, atEnding: number): Float64Array {
  const { outcomeOffsets, outcomeNodes, outcomeProbabilities, outcomeRewards } = chain;
  return chain.moveProbabilities.map((_, move) => {
    let value = 0;
    for (let o = outcomeOffsets[move]!; o < outcomeOffsets[move + 1]!; o++) {
      const node = outcomeNodes[o]!;
      value += outcomeProbabilities[o]! * (outcomeRewards[o]! + (node === ENDING ? atEnding : f[node]!));
    }
    return value;
  });
}

/** Σ_x π(x) Σ_c P(c | x) Q(x, move of c), by choice: the weights that turn scores into a gradient. */
export function choiceWeights(
  chain: JointChain,
  stationary: Float64Array,
  values: Float64Array,
): Float64Array {
  const { size, moveOffsets, choiceOffsets, choices, choiceProbabilities, controller } = chain;
  const weights = new Float64Array(controller.successorProbabilities.length);
  for (let x = 0; x < size; x++) {
    for (let move = moveOffsets[x]!; move < moveOffsets[x + 1]!; move++) {
      const value = stationary[x]! * values[move]!;
      for (let i = choiceOffsets[move]!; i < choiceOffsets[move + 1]!; i++) {
        weights[choices[i]!]! += value * choiceProbabilities[i]!;
      }
    }
  }
  return weights;
}
