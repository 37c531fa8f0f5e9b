import type { JointChain } from './joint-chain.js';
import { ENDING } from './observed-states.js';

/** The same chain where an ending is a step to the first node of the next episode: what a trace sees that is carried across. */
export function withoutEndings(chain: JointChain): JointChain {
  const starts = [...chain.restart.entries()].filter(([, probability]) => probability > 0);
  const outcomes: [node: number, probability: number, from: number][] = [];
  const offsets = [0];
  for (let move = 0; move < chain.moveProbabilities.length; move++) {
    for (let o = chain.outcomeOffsets[move]!; o < chain.outcomeOffsets[move + 1]!; o++) {
      const [node, probability] = [chain.outcomeNodes[o]!, chain.outcomeProbabilities[o]!];
      if (node !== ENDING) outcomes.push([node, probability, o]);
      else for (const [start, share] of starts) outcomes.push([start, probability * share, o]);
    }
    offsets.push(outcomes.length);
  }
  return {
    ...chain,
    outcomeOffsets: Int32Array.from(offsets),
    outcomeNodes: Int32Array.from(outcomes, ([node]) => node),
    outcomeProbabilities: Float64Array.from(outcomes, ([, probability]) => probability),
    outcomeRewards: Float64Array.from(outcomes, ([, , o]) => chain.outcomeRewards[o]!),
    outcomeSquaredRewards: Float64Array.from(outcomes, ([, , o]) => chain.outcomeSquaredRewards[o]!),
  };
}
