import { addScores, type ParametricPolicy, rowsOf, type StepBatch } from '@pomdp-gym/contracts';
import { addScaled, scale } from '@pomdp-gym/numerics';
import type { ScoreSpace, ScoreTrace } from './score-space.js';

/** Sums as their K components: each row adds its score to these at once. */
export class ParameterSpace implements ScoreSpace {
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
