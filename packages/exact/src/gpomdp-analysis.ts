import { norm } from '@pomdp-gym/numerics';
import { type BestBeta, bestBeta } from './best-beta.js';
import { assertBeta } from './beta.js';
import { biasBound, type BiasBoundParts, biasBoundParts } from './bias-bound.js';
import { gpomdpCovariance, gpomdpVariance } from './gpomdp-covariance.js';
import { gpomdpMoments, type MomentProblem, momentProblem } from './gpomdp-moments.js';
import { type AsymptoticError, meanSquaredError } from './mean-squared-error.js';
import { type ErrorAfterSteps, PathMoments } from './path-moments.js';
import { pathWork } from './path-work.js';
import type { PolicyAnalysis } from './policy-analysis.js';
import { assertScoresFit } from './score-table.js';

/**
 * How GPOMDP errs on one policy and model, exactly: bias, covariance, and what follows from the two. Figures of one β are
 * kept, so that asking for many T costs no more than for one.
 */
export class GpomdpAnalysis {
  private readonly problem: MomentProblem;
  private readonly gradient: Float64Array;
  private readonly errors = new Map<number, AsymptoticError>();
  /** What `biasBound` is made of; undefined where it is. */
  readonly boundParts: BiasBoundParts | undefined;

  /** @throws InputError where K numbers for each joint node, or for each choice of the policy, do not fit into memory. */
  constructor(analysis: PolicyAnalysis) {
    const { chain } = analysis;
    const scores = analysis.requireScores();
    const choices = chain.controller.successorProbabilities.length;
    assertScoresFit(Math.max(chain.size, choices, scores.parameters), scores.parameters);
    this.problem = momentProblem(analysis, scores);
    this.gradient = analysis.gradient();
    this.boundParts = biasBoundParts(analysis, this.problem.moveScores);
  }

  /** lim T · Cov(Δ_T), K × K, row by row. β in [0, 1); throws a RangeError elsewhere. */
  covariance(beta: number): Float64Array {
    assertBeta(beta);
    return gpomdpCovariance(this.problem, gpomdpMoments(this.problem, beta));
  }

  /** The trace of `covariance(beta)`, without the rest of it. */
  variance(beta: number): number {
    return this.error(beta).variance;
  }

  /** Squared bias and asymptotic variance at one β. */
  error(beta: number): AsymptoticError {
    const known = this.errors.get(beta);
    if (known) return known;
    assertBeta(beta);
    const moments = gpomdpMoments(this.problem, beta);
    const squaredBias = norm(moments.mean.map((value, k) => value - this.gradient[k]!)) ** 2;
    const error = { beta, squaredBias, variance: gpomdpVariance(this.problem, moments) };
    this.errors.set(beta, error);
    return error;
  }

  /** E‖Δ_T − ∇η‖² for T steps, T large: see `meanSquaredError`. */
  meanSquaredError(beta: number, steps: number): number {
    return meanSquaredError(this.error(beta), steps);
  }

  /**
   * Bias and variance of Δ_T exactly, one pair for each of some whole T ≥ 1 in rising order: of a path that begins with an episode, its
   * trace at zero. The time is that of `stepWork` times the last T.
   */
  errorsAfter(beta: number, steps: readonly number[]): readonly ErrorAfterSteps[] {
    const moments = this.pathMoments(beta);
    return steps.map((T) => {
      moments.advance(T);
      return moments.error();
    });
  }

  /** What `errorsAfter` computes, step by step. */
  pathMoments(beta: number): PathMoments {
    assertBeta(beta);
    return new PathMoments(this.problem, this.gradient, beta);
  }

  /** Nanoseconds that a step of `errorsAfter` takes, about: see `pathWork`. */
  get stepWork(): number {
    return pathWork(this.problem);
  }

  /** The β with the least mean squared error after T steps: see `bestBeta`. `onProgress` is called with the number of β tried. */
  bestBeta(steps: number, onProgress?: (tried: number) => void): BestBeta {
    return bestBeta((beta) => this.error(beta), steps, onProgress);
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
