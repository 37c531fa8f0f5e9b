import type { SparseRows } from '@pomdp-gym/contracts';
import type { JointChain } from './joint-chain.js';
import { ENDING } from './observed-states.js';

/** One vector of numbers over the nodes for each of K parameters. */
export type NodeVectors = readonly Float64Array[];

/**
 * Σ_x π(x) E[g 1{X' = x'} | x] for each node x' within the episode, and at place n for an ending: π'∇P, parameter by
 * parameter. K vectors of n + 1 numbers.
 *
 * @param weights what each outcome counts, if not its probability: with the reward in it, E[r g 1{X' = x'} | x].
 */
export function scoreInflow(
  chain: JointChain,
  stationary: Float64Array,
  moveScores: SparseRows,
  weights = chain.outcomeProbabilities,
): Float64Array[] {
  const inflow = Array.from({ length: moveScores.columns }, () => new Float64Array(chain.size + 1));
  forEachMove(chain, (x, move) => {
    for (let k = moveScores.offsets[move]!; k < moveScores.offsets[move + 1]!; k++) {
      const into = inflow[moveScores.indices[k]!]!;
      const amount = stationary[x]! * moveScores.values[k]!;
      for (let o = chain.outcomeOffsets[move]!; o < chain.outcomeOffsets[move + 1]!; o++) {
        const node = chain.outcomeNodes[o]!;
        into[node === ENDING ? chain.size : node]! += amount * weights[o]!;
      }
    }
  });
  return inflow;
}

/** E[value(move) g | x] for each node: K vectors of n numbers. */
export function scoreMoment(chain: JointChain, moveScores: SparseRows, values: Float64Array): Float64Array[] {
  const moment = Array.from({ length: moveScores.columns }, () => new Float64Array(chain.size));
  forEachMove(chain, (x, move) => {
    for (let k = moveScores.offsets[move]!; k < moveScores.offsets[move + 1]!; k++) {
      moment[moveScores.indices[k]!]![x]! += moveScores.values[k]! * values[move]!;
    }
  });
  return moment;
}

/** Σ_x π(x) E[value(move) g | x]: K numbers. */
export function stationaryMean(
  chain: JointChain,
  stationary: Float64Array,
  moveScores: SparseRows,
  values: Float64Array,
): Float64Array {
  const mean = new Float64Array(moveScores.columns);
  forEachMove(chain, (x, move) => {
    const value = stationary[x]! * values[move]!;
    for (let k = moveScores.offsets[move]!; k < moveScores.offsets[move + 1]!; k++) {
      mean[moveScores.indices[k]!]! += moveScores.values[k]! * value;
    }
  });
  return mean;
}

/** Visits every move with its node. */
export function forEachMove(chain: JointChain, visit: (x: number, move: number) => void): void {
  for (let x = 0; x < chain.size; x++) {
    for (let move = chain.moveOffsets[x]!; move < chain.moveOffsets[x + 1]!; move++) visit(x, move);
  }
}
