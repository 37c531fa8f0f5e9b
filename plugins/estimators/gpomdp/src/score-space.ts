import type { StepBatch } from '@pomdp-gym/contracts';

/** How sums of scores along a path are kept, while θ stands still. */
export interface ScoreSpace {
  /** The numbers of such a sum. */
  readonly dimension: number;
  /** Takes up a batch: `add`, and that of traces, mean its rows from now on. Lent until the next. */
  take(batch: StepBatch): void;
  /** into += Σ_i weights[i] · ∇log μ(u_i | y_i; θ) over the rows of the batch. */
  add(weights: Float64Array, into: Float64Array): void;
  /** A sum of scores that fades: zero at first. */
  trace(): ScoreTrace;
  /** A sum as K numbers, at θ as it stands. */
  inParameters(sum: Float64Array): Float64Array;
}

/** A sum of scores that fades. */
export interface ScoreTrace {
  clear(): void;
  /** Multiplies it. */
  fade(factor: number): void;
  /** Adds Σ_j weights[j] · score over the last `rows` rows of the batch that the space has taken up. */
  add(weights: Float64Array, rows: number): void;
  /** into += factor · the trace, for a sum of its space. */
  addTo(factor: number, into: Float64Array): void;
  copy(other: ScoreTrace): void;
  save(): number[];
  /** Goes on from saved numbers; returns whether they were those of such a trace. */
  restore(saved: readonly number[]): boolean;
}
