import { grownFloat64, grownInt32 } from '@pomdp-gym/numerics';
import type { BeliefStore } from './belief-store.js';
import type { PlanningModel } from './planning-model.js';

/** Observations that are less likely than this are taken to be rounding. */
const IMPOSSIBLE = 1e-13;

/**
 * All beliefs that may follow one belief and action, in one pass over the tables: predict the next state, then sort its
 * probability into one bucket an observation. The result is lent: it holds until the next `compute`.
 */
export class SuccessorBeliefs {
  /** How many observations can follow, and for each which it is and how likely. */
  count = 0;
  readonly observation: Int32Array;
  readonly probability: Float64Array;
  /** r(b, u) */
  reward = 0;
  private readonly predicted: Float64Array;
  private readonly touched: Int32Array;
  private readonly filled: Int32Array;
  private readonly bucketStart: Int32Array;
  private bucketStates: Int32Array = new Int32Array(1024);
  private bucketWeights: Float64Array = new Float64Array(1024);

  constructor(private readonly model: PlanningModel) {
    this.observation = new Int32Array(model.observations);
    this.probability = new Float64Array(model.observations);
    this.predicted = new Float64Array(model.states);
    this.touched = new Int32Array(model.states);
    this.filled = new Int32Array(model.observations);
    this.bucketStart = new Int32Array(model.observations + 1);
  }

  compute(store: BeliefStore, belief: number, action: number): void {
    const touched = this.touched.subarray(0, this.predict(store, belief, action)).sort();
    this.fillBuckets(touched, action);
    for (const state of touched) this.predicted[state] = 0;
  }

  /** Stores the i-th of the beliefs computed last. */
  intern(store: BeliefStore, i: number): number {
    const y = this.observation[i]!;
    const begin = this.bucketStart[y]!;
    return store.intern(
      this.bucketStates,
      this.bucketWeights,
      begin,
      begin + this.filled[y]!,
      this.probability[i]!,
    );
  }

  private predict(store: BeliefStore, belief: number, action: number): number {
    const { predicted, touched } = this;
    const { offsets, indices, values } = this.model.transitions[action]!;
    const rewards = this.model.rewards[action]!;
    let count = 0;
    this.reward = 0;
    for (let i = store.start[belief]!; i < store.start[belief + 1]!; i++) {
      const state = store.states[i]!;
      const weight = store.values[i]!;
      this.reward += weight * rewards[state]!;
      for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
        const next = indices[k]!;
        if (predicted[next] === 0) touched[count++] = next;
        predicted[next]! += weight * values[k]!;
      }
    }
    return count;
  }

  /** Two passes: count each observation's entries, then write them. */
  private fillBuckets(touched: Int32Array, action: number): void {
    const { filled, bucketStart, predicted, probability, observation } = this;
    const { offsets, indices, values } = this.model.observationTables[action]!;
    filled.fill(0);
    for (const state of touched) {
      for (let j = offsets[state]!; j < offsets[state + 1]!; j++) filled[indices[j]!]!++;
    }
    for (let y = 0; y < filled.length; y++) bucketStart[y + 1] = bucketStart[y]! + filled[y]!;
    this.bucketStates = grownInt32(this.bucketStates, bucketStart[filled.length]!);
    this.bucketWeights = grownFloat64(this.bucketWeights, bucketStart[filled.length]!);
    const { bucketStates, bucketWeights } = this;
    filled.fill(0);
    for (const state of touched) {
      const weight = predicted[state]!;
      for (let j = offsets[state]!; j < offsets[state + 1]!; j++) {
        const y = indices[j]!;
        const to = bucketStart[y]! + filled[y]!++;
        bucketStates[to] = state;
        bucketWeights[to] = weight * values[j]!;
      }
    }
    this.count = 0;
    for (let y = 0; y < filled.length; y++) {
      let total = 0;
      for (let i = bucketStart[y]!; i < bucketStart[y]! + filled[y]!; i++) total += bucketWeights[i]!;
      if (total <= IMPOSSIBLE) continue;
      probability[this.count] = total;
      observation[this.count++] = y;
    }
  }
}
