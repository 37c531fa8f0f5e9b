import { type Critic, InputError, type StepBatch } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { type Features, seenAt, type SparseFeatures } from './features.js';

export interface TdSettings {
  /** γ */
  readonly discount: number;
  /** λ */
  readonly lambda: number;
  /** α_n after n steps. */
  readonly stepSize: (steps: number) => number;
  /** The weights it begins with; zeros where it is empty. */
  readonly start: readonly number[];
}

/** A trace below this adds nothing that matters to a weight. */
const FORGOTTEN = 1e-9;

const saved = z.object({ weights: z.array(z.number()), trace: z.array(z.number()), steps: z.number() });

/**
 * TD(λ) with accumulating traces (Sutton, Machine Learning 3, 1988), V(y, m) = w · φ(y, m): after each step
 *
 *     e ← γ λ e + φ(y, m),   w ← w + α (r + γ V(y', m') − V(y, m)) e
 *
 * with V = 0 after `terminated`, and e = 0 after any ending.
 */
export class TdCritic implements Critic {
  private readonly weights: Float64Array;
  private readonly trace: Float64Array;
  /** The entries of the trace that are not zero. */
  private active: number[] = [];
  private steps = 0;

  constructor(
    private readonly features: Features,
    private readonly settings: TdSettings,
  ) {
    this.weights = new Float64Array(features.size);
    this.trace = new Float64Array(features.size);
    this.reset();
  }

  reset(): void {
    this.weights.fill(0);
    this.weights.set(this.settings.start);
    this.forgetTrace();
    this.steps = 0;
  }

  update(batch: StepBatch): void {
    let seen = this.featuresAt(batch, 0);
    for (let row = 0; row < batch.length; row++) {
      const last = row === batch.length - 1;
      const next = last ? this.featuresBehind(batch) : this.featuresAt(batch, row + 1);
      this.learn(seen, batch.rewards[row]!, next);
      if (next) seen = next;
    }
    if (batch.ending !== 'none') this.forgetTrace();
  }

  values(batch: StepBatch, into: Float64Array): void {
    for (let row = 0; row < batch.length; row++) into[row] = this.value(this.featuresAt(batch, row));
    into[batch.length] = this.value(this.featuresBehind(batch));
  }

  save(): z.infer<typeof saved> {
    return { weights: [...this.weights], trace: [...this.trace], steps: this.steps };
  }

  restore(state: unknown): void {
    const { data } = saved.safeParse(state);
    const { size } = this.features;
    if (data?.weights.length !== size || data.trace.length !== size)
      throw new InputError(`This is no critic that was saved with ${size} weights.`);
    this.weights.set(data.weights);
    this.trace.set(data.trace);
    this.active = data.trace.flatMap((value, i) => (value === 0 ? [] : [i]));
    this.steps = data.steps;
  }

  private learn(seen: SparseFeatures, reward: number, next: SparseFeatures | undefined): void {
    const { discount, stepSize } = this.settings;
    const error = reward + discount * this.value(next) - this.value(seen);
    this.follow(seen);
    const change = stepSize(this.steps++) * error;
    for (const i of this.active) this.weights[i]! += change * this.trace[i]!;
  }

  /** e ← γ λ e + φ */
  private follow({ indices, values }: SparseFeatures): void {
    const { trace } = this;
    const kept = this.settings.discount * this.settings.lambda;
    this.active = this.active.filter((i) => {
      trace[i]! *= kept;
      if (Math.abs(trace[i]!) >= FORGOTTEN) return true;
      trace[i] = 0;
      return false;
    });
    indices.forEach((i, k) => {
      if (trace[i] === 0) this.active.push(i);
      trace[i]! += values[k]!;
    });
  }

  private forgetTrace(): void {
    this.trace.fill(0);
    this.active = [];
  }

  private value(seen: SparseFeatures | undefined): number {
    if (!seen) return 0;
    let sum = 0;
    seen.indices.forEach((i, k) => (sum += this.weights[i]! * seen.values[k]!));
    return sum;
  }

  private featuresAt(batch: StepBatch, row: number): SparseFeatures {
    return this.features.of(...seenAt(batch, row));
  }

  /** Of what was observed after the last step; undefined where nothing is to come. */
  private featuresBehind({ ending, next, memory, length }: StepBatch): SparseFeatures | undefined {
    if (ending === 'terminated' || next === undefined) return undefined;
    return this.features.of(next, memory ? memory.after.values[length - 1]! : 0);
  }
}
