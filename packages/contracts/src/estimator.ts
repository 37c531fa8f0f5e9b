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
  /** An estimate of what the gradient is of, where that is not the average reward: V_γ of the start. */
  readonly value?: number;
  /** The standard error of `value`, where the estimator gives it and the path is long enough. */
  readonly valueStandardError?: number;
  /**
   * The standard error of each component of the gradient, K numbers, by batch means: where the estimator gives it, and the
   * path is long enough.
   */
  readonly standardError?: Float64Array;
  /** The steps of one of the blocks that the standard error rests on: it is too small where steps hang together for longer. */
  readonly blockLength?: number;
  /** Along the direction of the request, where it had one and GRAD gives it. */
  readonly slope?: SlopeEstimate;
  /** Where the request asked for it and GRAD gives it. */
  readonly fisher?: Fisher;
  /** Whether gradient, value and Fisher matrix are computed from the model, without noise. */
  readonly exact?: boolean;
  /** What an estimator that chooses β or T itself has chosen, and why. */
  readonly choice?: EstimateChoice;
}

/** β and T as an estimator chose them from the path. */
export interface EstimateChoice {
  /** The largest β that the estimate is made of. */
  readonly beta: number;
  /** What it takes |E Δ − ∇η|² for. */
  readonly squaredBias: number;
  /** What it takes tr Cov(Δ) for. */
  readonly variance: number;
  /** Why the path ended where it did, in a phrase; absent where it has not been asked. */
  readonly reason?: string;
  /** Set where all steps that were allowed are taken, and the gradient is no larger than its error: an ascent ends here. */
  readonly nothingLearnt?: true;
}

/** The estimate of what is climbed: of V_γ of the start where the estimator gives it, else of η. */
export function heightOf({ value, averageReward }: GradientEstimate): number {
  return value ?? averageReward;
}

/** The Fisher matrix F = E[score · scoreᵀ], K × K: over the path of an estimate, or under the law of the policy itself. */
export interface Fisher {
  /** F v, K numbers; the caller's to keep. */
  times(v: Float64Array): Float64Array;
  /** The diagonal of F, K numbers; the caller's to keep. */
  diagonal(): Float64Array;
}

/** An estimate of ∇_βη, and its β. */
export interface DiscountedEstimate extends GradientEstimate {
  readonly beta: number;
}

/** Δ_T · d for a direction d, with its error by batch means over blocks of the path. */
export interface SlopeEstimate {
  readonly value: number;
  /** Infinite below two blocks. */
  readonly standardError: number;
  /** The blocks that the standard error rests on. */
  readonly blocks: number;
}

/** What a line search wants: the sign of gradient · direction + offset. */
export interface WantedSign {
  /** K numbers. */
  readonly direction: Float64Array;
  /** What is known exactly, such as the slope of a penalty. */
  readonly offset: number;
  /** Slopes that are certainly smaller than this need no sign: 0 where it is left out. */
  readonly negligible?: number;
}

/**
 * Assigns credit: decides how much each step's score counts in an estimate of the gradient. θ of its policy stands still from `reset` until
 * the last `estimate` of a path.
 */
export interface Estimator extends Restorable {
  /** What its estimates tend to as T grows, where it says so: conformance holds them to it. */
  readonly target?: GradientTarget;
  /** Whether it balances bias against noise at every T: conformance then holds its error to fall, and not its mean to be exact. */
  readonly balancesBias?: boolean;
  /** Whether it integrates the memory of the policy out, and does not read the memory columns of a batch. */
  readonly integratesMemory?: boolean;
  /** Whether it computes its estimates from the model, with `value` and `fisher`. */
  readonly exact?: boolean;
  /** Forgets the past: the next batch begins a new path. */
  reset(): void;
  update(batch: StepBatch): void;
  estimate(): GradientEstimate;
  /** Steps after which `settled` is called, where it chooses T itself; T of the request is then the most that it may take. */
  readonly lookEvery?: number;
  /** Whether the path may end here: the direction is good enough or, where only a sign is wanted, the sign is known. */
  settled?(sign?: WantedSign): boolean;
  /** One estimate a β, all of the same path, that of `estimate()` first: where the estimator makes several in one pass. */
  estimates?(): readonly DiscountedEstimate[];
}
