import type { GradientTarget } from './objective.js';
import type { Restorable } from './restorable.js';
import type { StepBatch } from './step.js';

export interface GradientEstimate {
  /** Δ_T, K numbers; the caller's to keep. */
  readonly gradient: Float64Array;
  /** T, the steps it rests on. */
  readonly steps: number;
  /** Mean reward per step over those T steps, an estimate of η. */
  readonly averageReward: number;
  /**
   * The standard error of each component of the gradient, K numbers, by batch means: where the estimator gives it, and the
   * path is long enough.
   */
  readonly standardError?: Float64Array;
  /** The steps of one of the blocks that the standard error rests on: it is too small where steps hang together for longer. */
  readonly blockLength?: number;
}

/** An estimate of ∇_βη, and its β. */
export interface DiscountedEstimate extends GradientEstimate {
  readonly beta: number;
}

/** Assigns credit: decides how much each step's score counts in an estimate of the gradient. */
export interface Estimator extends Restorable {
  /** What its estimates tend to as T grows, where it says so: conformance holds them to it. */
  readonly target?: GradientTarget;
  /** Forgets the past: the next batch begins a new path. */
  reset(): void;
  update(batch: StepBatch): void;
  estimate(): GradientEstimate;
  /** One estimate a β, all of the same path, that of `estimate()` first: where the estimator makes several in one pass. */
  estimates?(): readonly DiscountedEstimate[];
}
