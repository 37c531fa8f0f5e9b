import type { PolicyAnalysis } from '@pomdp-gym/exact';
import { studentInterval } from '@pomdp-gym/statistics';
import type { Questions } from './analysis-report.js';

/** ‖Δ_T − ∇η‖² over independent runs: its mean and 95 % t-interval. */
export interface MeasuredError {
  readonly beta: number;
  readonly steps: number;
  readonly runs: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Compares the estimates of independent runs with the exact gradient.
 *
 * @param estimates the Δ_T of each run: by β, then T, then component; no error is measured in fewer than two runs.
 */
export function measuredErrors(
  analysis: PolicyAnalysis,
  { betas, steps }: Questions,
  estimates: readonly (readonly (readonly (readonly number[])[])[])[],
): MeasuredError[] {
  if (estimates.length < 2) return [];
  const truth = analysis.gradient();
  return betas.flatMap((beta, i) =>
    steps.map((T, j) => {
      const errors = estimates.map((run) => squaredDistance(run[i]![j]!, truth));
      const { estimate, low, high } = studentInterval(errors);
      return { beta, steps: T, runs: estimates.length, mean: estimate, low, high };
    }),
  );
}

/** |x − y|² */
export function squaredDistance(x: readonly number[], y: Float64Array): number {
  return x.reduce((sum, value, k) => sum + (value - y[k]!) ** 2, 0);
}
