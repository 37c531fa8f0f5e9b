import type { SparseRows } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import { DiscountedRun } from './discounted-run.js';
import type { JointChain } from './joint-chain.js';
import type { LongRun } from './long-run.js';
import { discountedMoveValues, moveValues, nodeMeans } from './move-values.js';
import { ENDING } from './observed-states.js';
import { moveScores, scoreTable } from './score-table.js';
import { type NodeVectors, scoreInflow, scoreMoment } from './score-flow.js';
import type { Scores } from './policy-scores.js';
import { addTransposedProduct, rewardedTransitions, type Transitions } from './transitions.js';

/** A chain made ready for the second moments of GPOMDP: what does not depend on β. */
export interface MomentProblem {
  readonly chain: JointChain;
  readonly transitions: Transitions;
  readonly longRun: LongRun;
  /** Scores by choice, and their sums by move: see `score-table.ts`. */
  readonly scoreTable: SparseRows;
  readonly moveScores: SparseRows;
  /** E[r 1{X' = x'} | x] */
  readonly rewarded: SparseRows;
}

/** What the second moments of GPOMDP at one β are made of. Symbols and derivation in the README of this package. */
export interface GpomdpMoments {
  /** ∇_βη, K numbers. */
  readonly mean: Float64Array;
  /** V̄, K numbers. */
  readonly meanFuture: Float64Array;
  /** E[ω + c F(X') | move]: what a score, squared, weighs in E[ω z z'] from its own step on. */
  readonly squareWeights: Float64Array;
  /** β W */
  readonly inherited: NodeVectors;
  /** E[(ω + c F(X')) g | x] */
  readonly current: NodeVectors;
  /** E[r z 1{X' = x'}], at place n for an ending. */
  readonly rewardedTraces: NodeVectors;
  /** B */
  readonly bias: NodeVectors;
}

export function momentProblem(
  { chain, transitions, longRun }: Pick<MomentProblem, 'chain' | 'transitions' | 'longRun'>,
  scores: Scores,
): MomentProblem {
  const table = scoreTable(scores, chain.controller.successorProbabilities.length);
  return {
    chain,
    transitions,
    longRun,
    scoreTable: table,
    moveScores: moveScores(chain, table),
    rewarded: rewardedTransitions(chain),
  };
}

/** Two eliminations, and two systems for each parameter. */
export function gpomdpMoments(problem: MomentProblem, beta: number): GpomdpMoments {
  const { chain, transitions, longRun, moveScores } = problem;
  const { stationary } = longRun;
  const run = new DiscountedRun(transitions, beta);
  const value = run.centredValue(transitions.rewards, stationary);
  const future = value.values.map((v) => beta * (v + value.shift)); // v(x): what a unit of trace at x will still earn
  const traces = scoreInflow(chain, stationary, moveScores) // W
    .map((inflow) => run.visits(inflow.subarray(0, chain.size)));
  const inherited = traces.map((trace) => trace.map((mass) => beta * mass));
  const ahead = { values: value.values, atEnding: -value.shift };
  const earned = scoreMoment(chain, moveScores, discountedMoveValues(chain, ahead, beta)); // m
  const squareWeights = weightsOfSquares(problem, beta, future);
  return {
    mean: Float64Array.from(earned, (m) => dot(stationary, m)),
    meanFuture: Float64Array.from(traces, (trace) => dot(trace, future)),
    squareWeights,
    inherited,
    current: scoreMoment(chain, moveScores, squareWeights),
    rewardedTraces: rewardedTraces(problem, inherited),
    bias: earned.map((m) => longRun.bias(m)),
  };
}

/** E[r² + 2 r c v(X') + c F(X') | move]: F is what all later steps make of the square, the adjoint of E[w w'] closing. */
function weightsOfSquares(
  { chain, transitions }: MomentProblem,
  beta: number,
  future: Float64Array,
): Float64Array {
  const weight = moveValues(chain, (node, reward, squaredReward) =>
    node === ENDING ? squaredReward : squaredReward + 2 * reward * future[node]!,
  );
  const ahead = new DiscountedRun(transitions, beta * beta).value(
    nodeMeans(chain, weight).map((mean) => beta * beta * mean),
  );
  const continued = moveValues(chain, (node) => (node === ENDING ? 0 : ahead[node]!));
  return weight.map((value, move) => value + continued[move]!);
}

/** Σ_x ( β W(x) E[r 1{X' = x'} | x] + π(x) E[r g 1{X' = x'} | x] ), K vectors of n + 1 numbers. */
function rewardedTraces(
  { chain, longRun, moveScores, rewarded }: MomentProblem,
  inherited: NodeVectors,
): NodeVectors {
  const weights = chain.outcomeProbabilities.map((probability, o) => probability * chain.outcomeRewards[o]!);
  const sums = scoreInflow(chain, longRun.stationary, moveScores, weights);
  sums.forEach((sum, k) => addTransposedProduct(sum, rewarded, inherited[k]!));
  return sums;
}
