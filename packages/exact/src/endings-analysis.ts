import type { Endings } from '@pomdp-gym/contracts';
import { BaselineAnalysis } from './baseline-analysis.js';
import { type BestBeta, bestBeta } from './best-beta.js';
import { type AsymptoticError, meanSquaredError } from './mean-squared-error.js';
import type { PolicyAnalysis } from './policy-analysis.js';

/**
 * How GPOMDP errs where episodes end and its trace does there what `endings` says, exactly: bias and variance, and what follows
 * from the two. Figures of one β are kept, so that asking for many T costs no more than for one.
 */
export class EndingsAnalysis {
  private readonly gradient: Float64Array;
  private readonly errors = new Map<number, AsymptoticError>();

  constructor(
    private readonly analysis: PolicyAnalysis,
    private readonly endings: Endings,
  ) {
    this.gradient = analysis.gradient();
  }

  /**
   * Squared bias and asymptotic variance at one β.
   *
   * @throws InputError where K numbers for each choice do not fit into memory.
   */
  error(beta: number): AsymptoticError {
    const known = this.errors.get(beta);
    if (known) return known;
    const { analysis, endings, gradient } = this;
    const limit = analysis.discountedGradient(beta, endings);
    const variances = new BaselineAnalysis(analysis, { beta, endings }).variances();
    const error = {
      beta,
      squaredBias: limit.reduce((sum, value, k) => sum + (value - gradient[k]!) ** 2, 0),
      variance: variances.reduce((sum, value) => sum + value, 0),
    };
    this.errors.set(beta, error);
    return error;
  }

  /** E‖Δ_T − ∇η‖² for T steps, T large: see `meanSquaredError`. */
  meanSquaredError(beta: number, steps: number): number {
    return meanSquaredError(this.error(beta), steps);
  }

  /** The β with the least mean squared error after T steps: see `bestBeta`. `onProgress` is called with the number of β tried. */
  bestBeta(steps: number, onProgress?: (tried: number) => void): BestBeta {
    return bestBeta((beta) => this.error(beta), steps, onProgress);
  }

  /** The theorem's bound on the bias is for chains without endings. */
  biasBound(): undefined {
    return undefined;
  }
}
