import type { SparseRows } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import { DiscountedRun } from './discounted-run.js';
import type { JointChain } from './joint-chain.js';
import type { LongRun } from './long-run.js';
import { choiceWeights, discountedMoveValues, moveValues, nodeMeans } from './move-values.js';
import { ENDING } from './observed-states.js';
import { type NodeVectors, scoreInflow, scoreMoment, stationaryMean } from './score-flow.js';
import type { Transitions } from './transitions.js';

/** A chain made ready for covariances: what does not depend on β. */
export interface CovarianceProblem {
  readonly chain: JointChain;
  readonly transitions: Transitions;
  readonly longRun: LongRun;
  /** Scores by choice, and their sums by move: see `score-table.ts`. */
  readonly scoreTable: SparseRows;
  readonly moveScores: SparseRows;
}

/**
 * lim T · Cov(Δ_T) of GPOMDP, K × K, row by row: the central-limit covariance of its estimate, with every correlation
 * between steps in it. Symbols and derivation in the README of this package.
 */
export function gpomdpCovariance(problem: CovarianceProblem, beta: number): Float64Array {
  const { chain, transitions, longRun, moveScores } = problem;
  const { stationary } = longRun;
  const run = new DiscountedRun(transitions, beta);
  const value = run.centredValue(transitions.rewards, stationary);
  const future = value.values.map((v) => beta * (v + value.shift)); // v(x): what a unit of trace at x will still earn
  const traces = scoreInflow(chain, stationary, moveScores) // W
    .map((inflow) => run.visits(inflow.subarray(0, chain.size)));
  const earned = scoreMoment(chain, moveScores, discountedMoveValues(chain, value, beta));
  const mean = Float64Array.from(earned, (m) => dot(stationary, m)); // ∇_βη
  const bias = earned.map((m) => longRun.bias(m)); // B

  const covariance = secondMoment(problem, beta, future, traces);
  addCrossMoment(problem, beta, traces, bias, covariance);
  const meanFuture = Float64Array.from(traces, (trace) => dot(trace, future));
  addSymmetric(covariance, mean, meanFuture, -1);
  addSymmetric(covariance, mean, mean, -1 / 2);
  return covariance;
}

/** E[(r² + 2 r v(X')) z z'], K × K: by its adjoint, which weighs each score by all that later steps make of its square. */
function secondMoment(
  { chain, transitions, longRun, scoreTable, moveScores }: CovarianceProblem,
  beta: number,
  future: Float64Array,
  traces: NodeVectors,
): Float64Array {
  const weight = moveValues(chain, (node, reward, squaredReward) =>
    node === ENDING ? squaredReward : squaredReward + 2 * reward * future[node]!,
  );
  const ahead = new DiscountedRun(transitions, beta * beta).value(
    nodeMeans(chain, weight).map((mean) => beta * beta * mean),
  );
  const continued = moveValues(chain, (node) => (node === ENDING ? 0 : ahead[node]!));
  const total = weight.map((value, move) => value + continued[move]!);

  const parameters = traces.length;
  const moment = new Float64Array(parameters * parameters);
  addOuterProducts(scoreTable, choiceWeights(chain, longRun.stationary, total), moment);
  const current = scoreMoment(chain, moveScores, total);
  forEachPair(parameters, (k, l) => {
    moment[k * parameters + l]! += beta * (dot(traces[k]!, current[l]!) + dot(traces[l]!, current[k]!));
  });
  return moment;
}

/** into += C + C', where C = E[r z B(X')']: what a step's trace has in common with where it leads. */
function addCrossMoment(
  { chain, longRun, moveScores }: CovarianceProblem,
  beta: number,
  traces: NodeVectors,
  bias: NodeVectors,
  into: Float64Array,
): void {
  const parameters = traces.length;
  bias.forEach((b, l) => {
    const rewarded = moveValues(chain, (node, reward) => reward * b[node === ENDING ? chain.size : node]!);
    const ofNode = nodeMeans(chain, rewarded);
    const current = stationaryMean(chain, longRun.stationary, moveScores, rewarded);
    traces.forEach((trace, k) => {
      const cross = beta * dot(trace, ofNode) + current[k]!;
      into[k * parameters + l]! += cross;
      into[l * parameters + k]! += cross;
    });
  });
}

/** into += Σ_c weights[c] · g_c g_c' */
function addOuterProducts(table: SparseRows, weights: Float64Array, into: Float64Array): void {
  const { offsets, indices, values, columns } = table;
  weights.forEach((weight, c) => {
    if (weight === 0) return;
    for (let i = offsets[c]!; i < offsets[c + 1]!; i++) {
      const factor = weight * values[i]!;
      for (let j = offsets[c]!; j < offsets[c + 1]!; j++) {
        into[indices[i]! * columns + indices[j]!]! += factor * values[j]!;
      }
    }
  });
}

/** into += weight · (x y' + y x') */
function addSymmetric(into: Float64Array, x: Float64Array, y: Float64Array, weight: number): void {
  forEachPair(x.length, (k, l) => {
    into[k * x.length + l]! += weight * (x[k]! * y[l]! + y[k]! * x[l]!);
  });
}

function forEachPair(count: number, visit: (k: number, l: number) => void): void {
  for (let k = 0; k < count; k++) for (let l = 0; l < count; l++) visit(k, l);
}
