import {
  type BoxSpace,
  InputError,
  type Observation,
  type ParametricPolicy,
  type Random,
  type Space,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { boxScale, LinearSoftmax } from '@pomdp-gym/numerics';

/** What a window is over. */
export interface AdditiveWindowSettings {
  /** How many past steps it holds. */
  readonly places: number;
  readonly holdsActions: boolean;
  readonly observationSpace: Space;
  readonly actions: number;
}

/**
 * μ(u | x; θ) ∝ exp(θ_u · x), where x holds what is seen now, each past step from the latest to the oldest, and a constant.
 * A vector is brought to [−1, 1] along axes with finite limits; an element of a finite set, and an action, is one indicator
 * an element; what is not yet there is zeros. θ lies action by action.
 */
export class AdditiveWindow implements ParametricPolicy {
  readonly parameters: Float64Array;
  readonly memorySpace: BoxSpace;
  /** Numbers of an observation, and of a past step. */
  private readonly seen: number;
  private readonly step: number;
  /** The past steps, the latest first. */
  private readonly past: Float64Array;
  private readonly law: LinearSoftmax;
  private readonly writeSeen: (values: ArrayLike<number>, begin: number) => void;
  private random: Random | undefined;

  constructor(private readonly settings: AdditiveWindowSettings) {
    const { places, holdsActions, observationSpace: space, actions } = settings;
    this.seen = space.kind === 'box' ? space.low.length : space.size;
    this.step = this.seen + (holdsActions ? actions : 0);
    this.past = new Float64Array(places * this.step);
    this.law = new LinearSoftmax(actions, this.seen + this.past.length + 1);
    this.law.features[this.seen + this.past.length] = 1;
    this.parameters = this.law.parameters;
    this.memorySpace = this.pastSpace();
    this.writeSeen = space.kind === 'box' ? this.vectorWriter(space) : this.indicatorWriter();
  }

  reset(random: Random): void {
    this.random = random;
    this.past.fill(0);
  }

  act(observation: Observation): number {
    if (!this.random) throw new Error('Call reset before act: the policy has no source of chance yet.');
    if (typeof observation === 'number') this.writeFeatures([observation], 0, this.past, 0);
    else this.writeFeatures(observation, 0, this.past, 0);
    const action = this.law.draw(this.random);
    this.remember(action);
    return action;
  }

  memory(): Float64Array {
    return this.past;
  }

  save(): readonly number[] {
    return [...this.past];
  }

  restore(saved: unknown, random: Random): void {
    const sound = Array.isArray(saved) && saved.length === this.past.length && saved.every(Number.isFinite);
    if (!sound) throw new InputError(`A window is saved as the ${this.past.length} numbers that it holds.`);
    this.past.set(saved as number[]);
    this.random = random;
  }

  logProbability(batch: StepBatch, row: number): number {
    this.readRow(batch, row);
    return this.law.logProbability(batch.actions.values[row]!);
  }

  addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    this.readRow(batch, row);
    this.law.addScore(batch.actions.values[row]!, weight, into);
  }

  print(): string {
    const what = 'Weights of what is seen now, of past steps from the latest on, and of a constant:';
    return [what, ...this.law.lines((u) => `action ${u}`)].join('\n');
  }

  /** Writes x of a row. */
  private readRow({ observations, memory }: StepBatch, row: number): void {
    if (!memory) throw new Error('The score of a window needs the memory columns of the batch.');
    const begin = row * Math.max(1, observations.width);
    this.writeFeatures(observations.values, begin, memory.before.values, row * this.past.length);
  }

  private writeFeatures(
    observed: ArrayLike<number>,
    begin: number,
    past: ArrayLike<number>,
    pastBegin: number,
  ): void {
    this.writeSeen(observed, begin);
    for (let i = 0; i < this.past.length; i++) this.law.features[this.seen + i] = past[pastBegin + i]!;
  }

  /** Puts what x shows now, and the action, before the other past steps. */
  private remember(action: number): void {
    const { past, seen, step } = this;
    const { features } = this.law;
    past.copyWithin(step, 0, past.length - step);
    for (let i = 0; i < step; i++) past[i] = i < seen ? features[i]! : Number(i - seen === action);
  }

  private vectorWriter(space: BoxSpace) {
    const { center, half } = boxScale(space);
    return (values: ArrayLike<number>, begin: number) => {
      for (let i = 0; i < this.seen; i++) this.law.features[i] = (values[begin + i]! - center[i]!) / half[i]!;
    };
  }

  private indicatorWriter() {
    return (values: ArrayLike<number>, begin: number) => {
      this.law.features.fill(0, 0, this.seen);
      this.law.features[values[begin]!] = 1;
    };
  }

  private pastSpace(): BoxSpace {
    const { observationSpace } = this.settings;
    const isVector = (i: number) => observationSpace.kind === 'box' && i % this.step < this.seen;
    return {
      kind: 'box',
      low: Array.from(this.past, (_, i) => (isVector(i) ? -Infinity : 0)),
      high: Array.from(this.past, (_, i) => (isVector(i) ? Infinity : 1)),
    };
  }
}
