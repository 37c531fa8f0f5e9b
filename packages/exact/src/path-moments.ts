import { dot, norm } from '@pomdp-gym/numerics';
import type { MomentProblem } from './gpomdp-moments.js';
import type { JointChain } from './joint-chain.js';
import { NodeMoments } from './node-moments.js';
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
 * run does. With z' = β z + g, where g is the score of a step from x, and r its reward,
 *
 *     E|z'|² = β² E|z|² + 2β E[z]·E[g] + E|g|²,   E[S·z'] = β E[S·z] + E[S]·E[g],   E|S'|² = E|S|² + 2 E[r S·z'] + E[r² |z'|²],
 *
 * each on the event that the path is at x: given that and the move, score and reward are independent of what came before and of each
 * other. An ending sets the trace to zero.
 */
export class PathMoments {
  /** T: steps made up to now. */
  private steps = 0;
  /** E|S|² */
  private square = 0;
  private at: NodeMoments;
  /** Σ_{c of move} P(c | x) |score_c|² for each move. */
  private readonly scoreSquares: Float64Array;

  constructor(
    private readonly problem: MomentProblem,
    private readonly beta: number,
  ) {
    const { chain, moveScores } = problem;
    this.scoreSquares = moveScoreSquares(problem);
    this.at = new NodeMoments(chain.size, moveScores.columns);
    this.at.reach.set(chain.restart);
  }

  /** Makes steps until there are T, a whole number that is no smaller than before. */
  advance(to: number): void {
    for (; this.steps < to; this.steps++) this.step();
  }

  /** How far Δ_T is from ∇η; at least one step has been made. */
  errorFrom(gradient: Float64Array): Omit<ErrorAfterSteps, 'steps'> {
    const mean = this.at.totalSums().map((sum) => sum / this.steps);
    const squaredBias = norm(mean.map((value, k) => value - gradient[k]!)) ** 2;
    return { squaredBias, variance: this.square / this.steps ** 2 - dot(mean, mean) };
  }

  private step(): void {
    const { chain, moveScores } = this.problem;
    const next = new NodeMoments(chain.size, moveScores.columns);
    for (let x = 0; x < chain.size; x++) {
      if (this.at.reach[x] === 0) continue;
      for (let move = chain.moveOffsets[x]!; move < chain.moveOffsets[x + 1]!; move++)
        this.follow(x, move, next);
    }
    next.beginEpisodes(chain.restart);
    this.at = next;
  }

  /** Adds what goes from node x by a move. */
  private follow(x: number, move: number, next: NodeMoments): void {
    const { chain, moveScores } = this.problem;
    const { reach, squares, products } = this.at;
    const { beta } = this;
    const probability = chain.moveProbabilities[move]!;
    const trace = this.at.traceAt(x).map((value) => beta * probability * value);
    const sum = this.at.sumAt(x);
    let square = beta * beta * probability * squares[x]! + reach[x]! * this.scoreSquares[move]!;
    let product = beta * probability * products[x]!;
    const oldTrace = this.at.traceAt(x);
    for (let i = moveScores.offsets[move]!; i < moveScores.offsets[move + 1]!; i++) {
      const [k, score] = [moveScores.indices[i]!, moveScores.values[i]!];
      square += 2 * beta * score * oldTrace[k]!;
      product += score * sum[k]!;
      trace[k]! += score * reach[x]!;
    }
    const reached = reach[x]! * probability;
    for (let o = chain.outcomeOffsets[move]!; o < chain.outcomeOffsets[move + 1]!; o++) {
      const [share, reward] = [chain.outcomeProbabilities[o]!, chain.outcomeRewards[o]!];
      this.square += share * (2 * reward * product + chain.outcomeSquaredRewards[o]! * square);
      const node = chain.outcomeNodes[o]!;
      const from = { sum, probability, trace, reward, share, reach: reached };
      if (node === ENDING) next.end(from);
      else next.enter(node, { ...from, square, product: product + reward * square });
    }
  }
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
