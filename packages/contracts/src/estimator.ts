import type { Restorable } from './restorable.js';
import type { StepBatch } from './step.js';

export interface GradientEstimate {
  /** Δ_T, K numbers; the caller's to keep. */
  readonly gradient: Float64Array;
  /** T, the steps it rests on. */
  readonly steps: number;
  /** Mean reward per step over those T steps, an estimate of η. */
  readonly averageReward: number;
}

/** Assigns credit: decides how much each step's score counts in an estimate of the gradient. */
export interface Estimator extends Restorable {
  /** Forgets the past: the next batch begins a new path. */
  reset(): void;
  update(batch: StepBatch): void;
  estimate(): GradientEstimate;
}
