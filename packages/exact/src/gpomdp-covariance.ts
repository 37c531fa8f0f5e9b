import type { SparseRows } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import type { GpomdpMoments, MomentProblem } from './gpomdp-moments.js';
import { choiceWeights } from './move-values.js';

/**
 * lim T · Cov(Δ_T) of GPOMDP, K × K, row by row: the central-limit covariance of its estimate, with every correlation
 * between steps in it.
 */
export function gpomdpCovariance(problem: MomentProblem, moments: GpomdpMoments): Float64Array {
  const parameters = moments.mean.length;
  const covariance = new Float64Array(parameters * parameters);
  addOuterProducts(problem.scoreTable, squareWeights(problem, moments), covariance);
  for (let k = 0; k < parameters; k++) {
    for (let l = 0; l < parameters; l++) {
      const half = halfEntry(moments, k, l);
      covariance[k * parameters + l]! += half;
      covariance[l * parameters + k]! += half;
    }
  }
  return covariance;
}

/** The trace of that covariance, without the rest of it. */
export function gpomdpVariance(problem: MomentProblem, moments: GpomdpMoments): number {
  const { scoreTable } = problem;
  let sum = 0;
  squareWeights(problem, moments).forEach((weight, choice) => {
    for (let i = scoreTable.offsets[choice]!; i < scoreTable.offsets[choice + 1]!; i++) {
      sum += weight * scoreTable.values[i]! ** 2;
    }
  });
  for (let k = 0; k < moments.mean.length; k++) sum += 2 * halfEntry(moments, k, k);
  return sum;
}

/** What is left of entry (k, l) once the squares of single scores are taken out: half of it, the rest is that of (l, k). */
function halfEntry(moments: GpomdpMoments, k: number, l: number): number {
  const { mean, meanFuture, inherited, current, bias, rewardedTraces } = moments;
  const squares = dot(inherited[k]!, current[l]!);
  const later = dot(bias[l]!, rewardedTraces[k]!); // C
  return squares + later - mean[k]! * (meanFuture[l]! + mean[l]! / 2);
}

/** Σ_x π(x) P(c | x) E[ω + c F(X') | move of c], for each choice c. */
function squareWeights({ chain, longRun }: MomentProblem, moments: GpomdpMoments): Float64Array {
  return choiceWeights(chain, longRun.stationary, moments.squareWeights);
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
