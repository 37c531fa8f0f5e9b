import { dot, norm } from '@pomdp-gym/numerics';
import type { MomentProblem } from './gpomdp-moments.js';
import type { JointChain } from './joint-chain.js';
import { addRow, NodeMoments } from './node-moments.js';
import { ENDING } from './observed-states.js';

/** How far GPOMDP's estimate is from ∇η after T steps: E‖Δ_T − ∇η‖² is the sum of both parts. */
export interface ErrorAfterSteps {
  /** T */
  readonly steps: number;
  /** ‖E[Δ_T] − ∇η‖² */
  readonly squaredBias: number;
  /** tr Cov(Δ_T) */
  readonly variance: number;
}

/**
 * The first two moments of GPOMDP's estimate Δ_T = S / T after T steps, exactly. The path begins with an episode, its trace at zero, as a
 * run does. The recursion is derived in the README of this package.
 */
export class PathMoments {
  private made = 0;
  /** E|S|² */
  private square = 0;
  private at: NodeMoments;
  /** What the next step fills. */
  private next: NodeMoments;
  /** Σ_{c of move} P(c | x) |score_c|² for each move. */
  private readonly scoreSquares: Float64Array;

  constructor(
    private readonly problem: MomentProblem,
    private readonly gradient: Float64Array,
    private readonly beta: number,
  ) {
    const { chain, moveScores } = problem;
    this.scoreSquares = moveScoreSquares(problem);
    this.at = new NodeMoments(chain.size, moveScores.columns);
    this.next = new NodeMoments(chain.size, moveScores.columns);
    this.at.reach.set(chain.restart);
  }

  /** T: steps made up to now. */
  get steps(): number {
    return this.made;
  }

  /** Makes steps until there are T, a whole number that is no smaller than before. */
  advance(to: number): void {
    for (; this.made < to; this.made++) this.step();
  }

  /** How far Δ_T is from ∇η; at least one step has been made. */
  error(): ErrorAfterSteps {
    const { gradient, made: steps } = this;
    const mean = this.at.totalSums().map((sum) => sum / steps);
    const squaredBias = norm(mean.map((value, k) => value - gradient[k]!)) ** 2;
    return { steps, squaredBias, variance: this.square / steps ** 2 - dot(mean, mean) };
  }

  private step(): void {
    const { at, next } = this;
    const { size, moveOffsets, restart } = this.problem.chain;
    next.clear();
    for (let x = 0; x < size; x++) {
      if (at.reach[x] === 0) continue;
      this.carry(x);
      for (let move = moveOffsets[x]!; move < moveOffsets[x + 1]!; move++) this.follow(x, move);
    }
    next.beginEpisodes(restart);
    [this.at, this.next] = [next, at];
  }

  /** Adds what the trace and the sum of node x become without the score of the step. */
  private carry(x: number): void {
    const { at, next, beta } = this;
    const { chain, transitions, rewarded, moveScores } = this.problem;
    const { continuing, ending } = transitions;
    const K = moveScores.columns;
    for (let i = continuing.offsets[x]!; i < continuing.offsets[x + 1]!; i++) {
      const [node, probability] = [continuing.indices[i]!, continuing.values[i]!];
      addRow(next.traces, node, beta * probability, at.traces, x, K);
      addRow(next.sums, node, probability, at.sums, x, K);
    }
    if (ending[x]! > 0) addRow(next.sums, chain.size, ending[x]!, at.sums, x, K);
    for (let i = rewarded.offsets[x]!; i < rewarded.offsets[x + 1]!; i++)
      addRow(next.sums, rewarded.indices[i]!, beta * rewarded.values[i]!, at.traces, x, K);
  }

  /** Adds what the score of a move from node x brings, and its second moments. */
  private follow(x: number, move: number): void {
    const { at, next } = this;
    const { chain } = this.problem;
    const square = this.squareAfter(x, move);
    const product = this.productAfter(x, move);
    const reached = at.reach[x]! * chain.moveProbabilities[move]!;
    for (let o = chain.outcomeOffsets[move]!; o < chain.outcomeOffsets[move + 1]!; o++) {
      const [share, reward] = [chain.outcomeProbabilities[o]!, chain.outcomeRewards[o]!];
      const node = chain.outcomeNodes[o] === ENDING ? chain.size : chain.outcomeNodes[o]!;
      this.square += share * (2 * reward * product + chain.outcomeSquaredRewards[o]! * square);
      next.reach[node]! += share * reached;
      next.squares[node]! += share * square;
      next.products[node]! += share * (product + reward * square);
      this.addScores(move, node, share * at.reach[x]!, reward);
    }
  }

  /** E[|z'|² 1{x, move}], z' the trace with the score of the move. */
  private squareAfter(x: number, move: number): number {
    const { at, beta } = this;
    const { chain, moveScores } = this.problem;
    const old = beta * beta * chain.moveProbabilities[move]! * at.squares[x]!;
    const crossed = scoreTimesRow(moveScores, move, at.traces, x);
    return old + 2 * beta * crossed + at.reach[x]! * this.scoreSquares[move]!;
  }

  /** E[S·z' 1{x, move}], S the sum before the step. */
  private productAfter(x: number, move: number): number {
    const { at, beta } = this;
    const { chain, moveScores } = this.problem;
    const old = beta * chain.moveProbabilities[move]! * at.products[x]!;
    return old + scoreTimesRow(moveScores, move, at.sums, x);
  }

  /** Adds weight · g to the trace of a node and weight · r g to its sum. */
  private addScores(move: number, node: number, weight: number, reward: number): void {
    const { columns, offsets, indices, values } = this.problem.moveScores;
    const { traces, sums } = this.next;
    for (let i = offsets[move]!; i < offsets[move + 1]!; i++) {
      const place = node * columns + indices[i]!;
      traces[place]! += weight * values[i]!;
      sums[place]! += weight * reward * values[i]!;
    }
  }
}

/** The score of a move times row x, K numbers. */
function scoreTimesRow(
  { columns, offsets, indices, values }: MomentProblem['moveScores'],
  move: number,
  rows: Float64Array,
  x: number,
): number {
  let sum = 0;
  for (let i = offsets[move]!; i < offsets[move + 1]!; i++)
    sum += values[i]! * rows[x * columns + indices[i]!]!;
  return sum;
}

function moveScoreSquares({ chain, scoreTable }: Pick<MomentProblem, 'chain' | 'scoreTable'>): Float64Array {
  const squares = squaresOfRows(scoreTable);
  return chain.moveProbabilities.map((_, move) => sumOverChoices(chain, move, squares));
}

function squaresOfRows({ rows, offsets, values }: MomentProblem['scoreTable']): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) =>
    values.subarray(offsets[row], offsets[row + 1]).reduce((sum, value) => sum + value * value, 0),
  );
}

function sumOverChoices(
  { choiceOffsets, choices, choiceProbabilities }: JointChain,
  move: number,
  values: Float64Array,
): number {
  let sum = 0;
  for (let i = choiceOffsets[move]!; i < choiceOffsets[move + 1]!; i++)
    sum += choiceProbabilities[i]! * values[choices[i]!]!;
  return sum;
}
