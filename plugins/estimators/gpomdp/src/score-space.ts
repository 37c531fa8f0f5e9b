import { addScores, type ParametricPolicy, rowsOf, type StepBatch } from '@pomdp-gym/contracts';
import { addScaled, scale } from '@pomdp-gym/numerics';
import { CellSpace } from './cell-space.js';

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

/** The space that costs the least: by cells where the policy has some, else by parameters. */
export function scoreSpace(policy: ParametricPolicy): ScoreSpace {
  return policy.scoreCells
    ? new CellSpace(policy.scoreCells, policy.parameters.length)
    : new ParameterSpace(policy);
}

/** Sums as their K components: each row adds its score to these at once. */
class ParameterSpace implements ScoreSpace {
  readonly dimension: number;
  batch: StepBatch | undefined;

  constructor(readonly policy: ParametricPolicy) {
    this.dimension = policy.parameters.length;
  }

  take(batch: StepBatch): void {
    this.batch = batch;
  }

  add(weights: Float64Array, into: Float64Array): void {
    if (this.batch) addScores(this.policy, this.batch, weights, into);
  }

  trace(): ScoreTrace {
    return new ParameterTrace(this);
  }

  inParameters(sum: Float64Array): Float64Array {
    return sum.slice();
  }
}

class ParameterTrace implements ScoreTrace {
  private readonly values: Float64Array;
  /** Whether it is zero: short episodes need not touch its K numbers. */
  private isZero = true;

  constructor(private readonly space: ParameterSpace) {
    this.values = new Float64Array(space.dimension);
  }

  clear(): void {
    if (!this.isZero) this.values.fill(0);
    this.isZero = true;
  }

  fade(factor: number): void {
    if (!this.isZero) scale(this.values, factor);
  }

  add(weights: Float64Array, rows: number): void {
    const { batch, policy } = this.space;
    if (!batch) return;
    this.isZero = false;
    addScores(policy, rowsOf(batch, batch.length - rows, batch.length), weights, this.values);
  }

  addTo(factor: number, into: Float64Array): void {
    if (!this.isZero) addScaled(into, factor, this.values);
  }

  copy(other: ScoreTrace): void {
    this.values.fill(0);
    this.isZero = false;
    other.addTo(1, this.values);
  }

  save(): number[] {
    return [...this.values];
  }

  restore(saved: readonly number[]): boolean {
    if (saved.length !== this.values.length) return false;
    this.values.set(saved);
    this.isZero = false;
    return true;
  }
}
