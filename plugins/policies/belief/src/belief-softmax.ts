import {
  type BoxSpace,
  type FiniteModel,
  InputError,
  type Observation,
  type ParametricPolicy,
  type Random,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { initialBelief, updateBelief } from '@pomdp-gym/models';
import { LinearSoftmax } from '@pomdp-gym/numerics';

/**
 * μ(u | b; θ) ∝ exp(θ_u · φ(b)) over the exact belief b of a finite model: φ(b) is b, and b_i b_j for i ≤ j where products are
 * asked for. θ lies action by action.
 *
 * It remembers the belief it acted by last and the action, S + 1 numbers; −1 stands for an action that is still to come.
 */
export class BeliefSoftmax implements ParametricPolicy {
  readonly parameters: Float64Array;
  readonly memorySpace: BoxSpace;
  private readonly remembered: Float64Array;
  private readonly law: LinearSoftmax;
  private random: Random | undefined;

  constructor(
    private readonly model: FiniteModel,
    private readonly products: boolean,
  ) {
    const { states, actions } = model;
    this.remembered = new Float64Array(states + 1);
    this.law = new LinearSoftmax(actions, states + (products ? (states * (states + 1)) / 2 : 0));
    this.parameters = this.law.parameters;
    const each = <T>(belief: T, action: T) => [...new Array<T>(states).fill(belief), action];
    this.memorySpace = { kind: 'box', low: each(0, -1), high: each(1, actions - 1) };
    this.forget();
  }

  reset(random: Random): void {
    this.random = random;
    this.forget();
  }

  act(observation: Observation): number {
    if (!this.random) throw new Error('Call reset before act: the policy has no source of chance yet.');
    this.remembered.set(this.beliefAfter(observation as number));
    this.writeFeatures(this.remembered, 0);
    return (this.remembered[this.model.states] = this.law.draw(this.random));
  }

  memory(): Float64Array {
    return this.remembered;
  }

  save(): readonly number[] {
    return [...this.remembered];
  }

  restore(saved: unknown, random: Random): void {
    const { length } = this.remembered;
    if (!Array.isArray(saved) || saved.length !== length || !saved.every(Number.isFinite))
      throw new InputError(`What is saved of this policy is ${length} numbers, a belief and an action.`);
    this.remembered.set(saved as number[]);
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
    const { labels } = this.model;
    const what = this.products ? 'Weights of the belief, and of its products:' : 'Weights of the belief:';
    return [what, ...this.law.lines((u) => labels.actions?.[u] ?? `action ${u}`)].join('\n');
  }

  private forget(): void {
    this.remembered.set(this.model.start);
    this.remembered[this.model.states] = -1;
  }

  /** The belief once an observation is there. One that the belief gives no chance begins a new belief, from the start. */
  private beliefAfter(observation: number): Float64Array {
    const { model, remembered } = this;
    const action = remembered[model.states]!;
    if (action < 0) return firstBelief(model, observation);
    const before = remembered.subarray(0, model.states);
    return (
      possible(() => updateBelief(model, before, action, observation)) ?? firstBelief(model, observation)
    );
  }

  /** Writes φ of the belief that a row was acted by: what was remembered once it had acted. */
  private readRow({ memory }: StepBatch, row: number): void {
    if (!memory) throw new Error('The score of a policy over beliefs needs the memory columns of the batch.');
    this.writeFeatures(memory.after.values, row * this.remembered.length);
  }

  private writeFeatures(belief: ArrayLike<number>, begin: number): void {
    const { states } = this.model;
    const { features } = this.law;
    for (let i = 0; i < states; i++) features[i] = belief[begin + i]!;
    if (!this.products) return;
    let f = states;
    for (let i = 0; i < states; i++)
      for (let j = i; j < states; j++) features[f++] = belief[begin + i]! * belief[begin + j]!;
  }
}

/** The belief after a first observation; that of the start alone where no start state shows it. */
function firstBelief(model: FiniteModel, observation: number): Float64Array {
  return possible(() => initialBelief(model, observation)) ?? model.start;
}

/** A belief; undefined where it gave what was observed no chance. */
function possible(update: () => Float64Array): Float64Array | undefined {
  try {
    return update();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
