import { InputError, type SparseRows } from '@pomdp-gym/contracts';
import { sparseRows } from '@pomdp-gym/numerics';
import type { JointChain } from './joint-chain.js';
import type { Scores } from './policy-scores.js';

const MOST_NUMBERS = 2e7;

/** The score of every choice, choices × K; a policy with its own parameters for each observation has short rows. */
export function scoreTable(scores: Scores, choices: number): SparseRows {
  const row = new Float64Array(scores.parameters);
  return sparseRows(choices, scores.parameters, (choice) => {
    row.fill(0);
    scores.addScore(choice, 1, row);
    return row.entries();
  });
}

/** Throws an InputError where a vector of K numbers for each of n nodes would not fit. */
export function assertScoresFit(nodes: number, parameters: number): void {
  if (nodes * parameters <= MOST_NUMBERS) return;
  throw new InputError(
    `This analysis takes a vector of ${parameters} numbers for each of ${nodes} nodes; ` +
      `${MOST_NUMBERS} numbers in all are the most it can hold. A policy with fewer parameters would fit.`,
  );
}

/**
 * Σ_{c of move} P(c | x) score_c for each move, moves × K: how its probability follows θ.
 * (∇P(move | x) itself, as P(c | x) score_c = ∇P(c | x).)
 */
export function moveScores(chain: JointChain, table: SparseRows): SparseRows {
  const { choiceOffsets, choices, choiceProbabilities } = chain;
  return sparseRows(chain.moveProbabilities.length, table.columns, (move) => {
    const entries: [number, number][] = [];
    for (let i = choiceOffsets[move]!; i < choiceOffsets[move + 1]!; i++) {
      const choice = choices[i]!;
      for (let k = table.offsets[choice]!; k < table.offsets[choice + 1]!; k++) {
        entries.push([table.indices[k]!, choiceProbabilities[i]! * table.values[k]!]);
      }
    }
    return entries;
  });
}
