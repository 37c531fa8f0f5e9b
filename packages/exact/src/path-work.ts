import type { MomentProblem } from './gpomdp-moments.js';

/**
 * About how many nanoseconds a step of `PathMoments` takes. Counted are rows of K numbers by transition and by node, scores by move and by
 * outcome, and a constant for each of these. The factors are fitted to five problems of 3 to 1,208 nodes and 4 to 110 parameters on a
 * server's processor: each took between .6 and 1.3 of the time that this states.
 */
export function pathWork(problem: MomentProblem): number {
  const { chain, transitions, rewarded, moveScores } = problem;
  const { columns, values } = moveScores;
  const rows = 2 * transitions.continuing.values.length + rewarded.values.length + 2 * chain.size;
  return (
    rows * (ROW + NUMBER * columns) +
    (chain.moveProbabilities.length + chain.outcomeNodes.length) * MOVE +
    (2 * values.length + outcomeScores(problem)) * SCORE
  );
}

/** Nanoseconds of a row of numbers, and of each of them. */
const ROW = 10;
const NUMBER = 2;
/** Of a move, or of one of its outcomes. */
const MOVE = 20;
/** Of a number in the score of a move. */
const SCORE = 4;

/** Σ over outcomes of the numbers in the score of their move. */
function outcomeScores({ chain, moveScores }: MomentProblem): number {
  const { outcomeOffsets } = chain;
  const { rows, offsets } = moveScores;
  let sum = 0;
  for (let move = 0; move < rows; move++)
    sum += (outcomeOffsets[move + 1]! - outcomeOffsets[move]!) * (offsets[move + 1]! - offsets[move]!);
  return sum;
}
