import type { JointChain } from './joint-chain.js';
import { ENDING } from './observed-states.js';
import { forEachMove } from './score-flow.js';
import type { ValueAhead } from './value-ahead.js';

/** What one outcome of a move is worth. */
export type OutcomeValue = (
  /** The node entered, or `ENDING`. */
  node: number,
  /** E[r | outcome] */
  reward: number,
  /** E[r² | outcome] */
  squaredReward: number,
) => number;

/** E[value(outcome) | move], for each move. */
export function moveValues(chain: JointChain, value: OutcomeValue): Float64Array {
  const { outcomeOffsets, outcomeNodes, outcomeProbabilities, outcomeRewards, outcomeSquaredRewards } = chain;
  return chain.moveProbabilities.map((_, move) => {
    let sum = 0;
    for (let o = outcomeOffsets[move]!; o < outcomeOffsets[move + 1]!; o++) {
      sum +=
        outcomeProbabilities[o]! * value(outcomeNodes[o]!, outcomeRewards[o]!, outcomeSquaredRewards[o]!);
    }
    return sum;
  });
}

/**
 * Q_β for each move, up to a number that all moves have in common: what a step earns and β times the value of where it
 * leads. Scores, whose mean is zero, make the same of it as of Q_β.
 */
export function discountedMoveValues(
  chain: JointChain,
  { values, atEnding }: ValueAhead,
  beta: number,
): Float64Array {
  return moveValues(chain, (node, reward) => reward + beta * (node === ENDING ? atEnding : values[node]!));
}

/** Σ_move P(move | x) value(move), for each node. */
export function nodeMeans(chain: JointChain, values: Float64Array): Float64Array {
  const means = new Float64Array(chain.size);
  forEachMove(chain, (x, move) => (means[x]! += chain.moveProbabilities[move]! * values[move]!));
  return means;
}

/** Σ_x π(x) P(c | x) value(move of c), for each choice c: the weights that turn scores into a gradient. */
export function choiceWeights(
  chain: JointChain,
  stationary: Float64Array,
  values: Float64Array,
): Float64Array {
  const { choiceOffsets, choices, choiceProbabilities, controller } = chain;
  const weights = new Float64Array(controller.successorProbabilities.length);
  forEachMove(chain, (x, move) => {
    const value = stationary[x]! * values[move]!;
    for (let i = choiceOffsets[move]!; i < choiceOffsets[move + 1]!; i++) {
      weights[choices[i]!]! += value * choiceProbabilities[i]!;
    }
  });
  return weights;
}
