import type { SparseRows } from '@pomdp-gym/contracts';
import { rowEntries, sparseRows } from '@pomdp-gym/numerics';
import type { JointChain } from './joint-chain.js';
import { ENDING } from './observed-states.js';

/** One step of the joint chain, its moves averaged out. n nodes. */
export interface Transitions {
  readonly size: number;
  /** Steps within an episode, n × n. */
  readonly continuing: SparseRows;
  /** The probability that a step from each node ends the episode. */
  readonly ending: Float64Array;
  /** The law of the first node of an episode. */
  readonly restart: Float64Array;
  /** r̄, the expected reward of a step from each node. */
  readonly rewards: Float64Array;
}

export function transitions(chain: JointChain): Transitions {
  const ending = new Float64Array(chain.size);
  const rewards = new Float64Array(chain.size);
  const continuing = sparseRows(chain.size, chain.size, (x) => {
    const entries: [number, number][] = [];
    forEachOutcome(chain, x, (probability, node, reward) => {
      rewards[x]! += probability * reward;
      if (node === ENDING) ending[x]! += probability;
      else entries.push([node, probability]);
    });
    return entries;
  });
  return { size: chain.size, continuing, ending, restart: chain.restart, rewards };
}

/** E[r 1{X' = x'} | x], n × (n + 1): column n holds the endings. */
export function rewardedTransitions(chain: JointChain): SparseRows {
  return sparseRows(chain.size, chain.size + 1, (x) => {
    const entries: [number, number][] = [];
    forEachOutcome(chain, x, (probability, node, reward) =>
      entries.push([node === ENDING ? chain.size : node, probability * reward]),
    );
    return entries;
  });
}

/** into += rows' x */
export function addTransposedProduct(into: Float64Array, rows: SparseRows, x: Float64Array): void {
  for (let row = 0; row < rows.rows; row++) {
    const value = x[row]!;
    for (let k = rows.offsets[row]!; k < rows.offsets[row + 1]!; k++)
      into[rows.indices[k]!]! += value * rows.values[k]!;
  }
}

function forEachOutcome(
  chain: JointChain,
  x: number,
  visit: (probability: number, node: number, reward: number) => void,
): void {
  for (let move = chain.moveOffsets[x]!; move < chain.moveOffsets[x + 1]!; move++) {
    for (let o = chain.outcomeOffsets[move]!; o < chain.outcomeOffsets[move + 1]!; o++) {
      const probability = chain.moveProbabilities[move]! * chain.outcomeProbabilities[o]!;
      visit(probability, chain.outcomeNodes[o]!, chain.outcomeRewards[o]!);
    }
  }
}

/**
 * The chain with its restart: where episodes end, node n is the restart itself, which takes no time. It keeps the rows
 * short, where writing every start node into every row with an ending would not.
 */
export function withRestart({ size, continuing, ending, restart }: Transitions): SparseRows {
  if (!ending.some((probability) => probability > 0)) return continuing;
  return sparseRows(size + 1, size + 1, (x) => {
    if (x === size) return Array.from(restart.entries());
    const entries = rowEntries(continuing, x);
    entries.push([size, ending[x]!]);
    return entries;
  });
}
