import type { PolicyOfRun } from './calls.js';

/** Estimates of GPOMDP at a θ, along independent paths. */
export interface EstimatesQuestion extends PolicyOfRun {
  readonly beta: number;
  /** T, rising: after so many steps of each path an estimate is taken. */
  readonly steps: readonly number[];
  /** The seed that all paths follow from. */
  readonly seed: number;
  readonly paths: number;
}

/** Angles over the paths, in degrees. */
export interface AngleSummary {
  /** One a path; null where a vector is zero. */
  readonly degrees: readonly (number | null)[];
  /** The mean of those that are known; null where there is none. */
  readonly mean: number | null;
  /** Its interval; null for fewer than two paths. */
  readonly low: number | null;
  readonly high: number | null;
}

/** What the paths so far estimate after T steps. */
export interface EstimatesAtSteps {
  readonly steps: number;
  /** Δ_T of each path, K numbers. */
  readonly gradients: readonly (readonly number[])[];
  /** The angle to ∇η. */
  readonly toGradient: AngleSummary;
  /** The angle to ∇_βη. */
  readonly toLimit: AngleSummary;
}

/** The paths so far, by T. */
export interface EstimatesSoFar {
  readonly paths: number;
  /** The kind of the intervals. */
  readonly interval: string;
  readonly at: readonly EstimatesAtSteps[];
}
