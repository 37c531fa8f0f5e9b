import { entryAt } from '@pomdp-gym/numerics';
import type { PlanningModel } from './planning-model.js';

/**
 * The belief of an agent that acts, over planning states: exact, by Bayes' rule. It is empty once nothing can be earned
 * any more (the model's zero-value states carry no belief).
 */
export class BeliefUpdater {
  /** The states in the support, in no order, and their number. */
  readonly states: Int32Array;
  count = 0;
  /** The probability of each planning state. */
  readonly probability: Float64Array;
  private readonly next: Float64Array;

  constructor(private readonly model: PlanningModel) {
    this.states = new Int32Array(model.states);
    this.probability = new Float64Array(model.states);
    this.next = new Float64Array(model.states);
  }

  /** The block of the belief; −1 where it is empty. */
  get block(): number {
    return this.count === 0 ? -1 : this.model.blockOf[this.states[0]!]!;
  }

  /** The belief after y_0. */
  begin(observation: number): void {
    const root = this.model.roots.find((one) => one.observation === observation);
    if (root) this.set(root.states, root.values);
    else this.clear();
  }

  /** A belief of one's own: planning states of one block, and their probabilities. */
  set(states: Int32Array, values: Float64Array): void {
    this.clear();
    states.forEach((state, i) => this.add(state, values[i]!));
  }

  /**
   * The belief after one more action and what was then observed. Returns the probability of that observation, something
   * being left to earn.
   */
  update(action: number, observation: number): number {
    const { next, probability, states, model } = this;
    const { offsets, indices, values } = model.transitions[action]!;
    const touched: number[] = [];
    for (let i = 0; i < this.count; i++) {
      const state = states[i]!;
      for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
        if (next[indices[k]!] === 0) touched.push(indices[k]!);
        next[indices[k]!]! += probability[state]! * values[k]!;
      }
    }
    this.clear();
    let total = 0;
    for (const state of touched) {
      const weight = next[state]! * entryAt(model.observationTables[action]!, state, observation);
      next[state] = 0;
      total += weight;
      if (weight > 0) this.add(state, weight);
    }
    for (let i = 0; i < this.count; i++) probability[states[i]!]! /= total;
    return total;
  }

  private clear(): void {
    for (let i = 0; i < this.count; i++) this.probability[this.states[i]!] = 0;
    this.count = 0;
  }

  private add(state: number, probability: number): void {
    this.states[this.count++] = state;
    this.probability[state] = probability;
  }
}
