import type { PolicyAnalysis } from '@pomdp-gym/exact';
import type { AutoEstimate } from '@pomdp-gym/experiment';
import { mean, quantiles } from '@pomdp-gym/statistics';
import { squaredDistance } from './measured-errors.js';

/** The β that the estimator `auto` chose in independent runs of T steps, and its error. */
export interface MeasuredChoice {
  readonly steps: number;
  readonly runs: number;
  /** Quartiles of the chosen β. */
  readonly betas: readonly number[];
  /** E‖Δ − ∇η‖², in the mean over runs. */
  readonly meanSquaredError: number;
}

/** What `auto` chose at each T, and how far it was from the exact gradient. Of no runs it is empty. */
export function measuredChoices(
  analysis: PolicyAnalysis,
  steps: readonly number[],
  runs: readonly (readonly AutoEstimate[])[],
): MeasuredChoice[] {
  if (runs.length === 0) return [];
  const truth = analysis.gradient();
  return steps.map((T, i) => ({
    steps: T,
    runs: runs.length,
    betas: quantiles(
      runs.map((run) => run[i]!.beta),
      [0.25, 0.5, 0.75],
    ),
    meanSquaredError: mean(runs.map((run) => squaredDistance(run[i]!.gradient, truth))),
  }));
}
