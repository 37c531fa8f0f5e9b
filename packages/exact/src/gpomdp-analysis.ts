import { norm } from '@pomdp-gym/numerics';
import { type BestBeta, bestBeta } from './best-beta.js';
import { assertBeta } from './beta.js';
import { biasBound, type BiasBoundParts, biasBoundParts } from './bias-bound.js';
import { type CovarianceProblem, gpomdpCovariance } from './gpomdp-covariance.js';
import { type AsymptoticError, meanSquaredError } from './mean-squared-error.js';
import type { PolicyAnalysis } from './policy-analysis.js';
import { assertScoresFit, moveScores, scoreTable } from './score-table.js';

/**
 * How GPOMDP errs on one policy and model, exactly: bias, covariance, and what follows from the two. Figures of one β are
 * kept, so that asking for many T costs no more than for one.
 */
export class GpomdpAnalysis {
  private readonly problem: CovarianceProblem;
  private readonly gradient: Float64Array;
  private readonly errors = new Map<number, AsymptoticError>();
  /** What `biasBound` is made of; undefined where it is. */
  readonly boundParts: BiasBoundParts | undefined;

  /** @throws InputError where K numbers for each joint node, or for each choice of the policy, do not fit into memory. */
  constructor(private readonly analysis: PolicyAnalysis) {
    const { chain, transitions, longRun } = analysis;
    const scores = analysis.requireScores();
    const choices = chain.controller.successorProbabilities.length;
    assertScoresFit(Math.max(chain.size, choices, scores.parameters), scores.parameters);
    const table = scoreTable(scores, choices);
    this.problem = { chain, transitions, longRun, scoreTable: table, moveScores: moveScores(chain, table) };
    this.gradient = analysis.gradient();
    this.boundParts = biasBoundParts(analysis, this.problem.moveScores);
  }

  /** lim T · Cov(Δ_T), K × K, row by row. β in [0, 1); throws a RangeError elsewhere. */
  covariance(beta: number): Float64Array {
    assertBeta(beta);
    return gpomdpCovariance(this.problem, beta);
  }

  /** Squared bias and asymptotic variance at one β. */
  error(beta: number): AsymptoticError {
    let error = this.errors.get(beta);
    if (!error) {
      const limit = this.analysis.discountedGradient(beta);
      error = {
        beta,
        squaredBias: norm(limit.map((value, k) => value - this.gradient[k]!)) ** 2,
        variance: trace(this.covariance(beta), this.gradient.length),
      };
      this.errors.set(beta, error);
    }
    return error;
  }

  /** E‖Δ_T − ∇η‖² for T steps, T large: see `meanSquaredError`. */
  meanSquaredError(beta: number, steps: number): number {
    return meanSquaredError(this.error(beta), steps);
  }

  /** The β with the least mean squared error after T steps: see `bestBeta`. */
  bestBeta(steps: number): BestBeta {
    return bestBeta((beta) => this.error(beta), steps);
  }

  /**
   * The theorem's bound on the relative bias of β∇_βη: see `biasBound`. Undefined for chains with endings, where the theorem
   * does not apply and the bias need not vanish, and for chains larger than `BOUND_LIMIT`.
   */
  biasBound(beta: number): number | undefined {
    assertBeta(beta);
    return this.boundParts && biasBound(this.boundParts, beta);
  }
}

function trace(matrix: Float64Array, n: number): number {
  let sum = 0;
  for (let k = 0; k < n; k++) sum += matrix[k * n + k]!;
  return sum;
}
