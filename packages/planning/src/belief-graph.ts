import { grownFloat64, grownInt32 } from '@pomdp-gym/numerics';
import { BeliefStore } from './belief-store.js';
import type { PlanningModel, PlanningRoot } from './planning-model.js';
import { SuccessorBeliefs } from './successor-beliefs.js';

/**
 * The graph of beliefs that a search has looked at: from belief and action to the beliefs that may follow, computed
 * once and kept. Edges of (belief b, action u) stand in `child`, `probability` and `observation` from
 * `firstEdge(b, u)` on, `edgeCount(b, u)` of them. Probabilities are P(y, something can still be earned | b, u).
 */
export class BeliefGraph {
  readonly store: BeliefStore;
  child: Int32Array = new Int32Array(8192);
  probability: Float64Array = new Float64Array(8192);
  observation: Int32Array = new Int32Array(8192);
  /** The expanded beliefs, in the order in which they were first expanded. */
  inner: Int32Array = new Int32Array(256);
  innerCount = 0;
  private edges = 0;
  private innerOf: Int32Array = new Int32Array(1024).fill(-1);
  private first: Int32Array;
  private count: Int32Array;
  private rewards: Float64Array;
  private readonly successors: SuccessorBeliefs;

  constructor(readonly model: PlanningModel) {
    this.store = new BeliefStore(model);
    this.successors = new SuccessorBeliefs(model);
    this.first = new Int32Array(256 * model.actions).fill(-1);
    this.count = new Int32Array(256 * model.actions);
    this.rewards = new Float64Array(256 * model.actions);
  }

  /** The number of the belief an agent starts from. */
  root({ states, values }: PlanningRoot): number {
    return this.store.intern(states, values, 0, states.length, 1);
  }

  /** Bytes held by beliefs and edges. */
  get bytes(): number {
    const { child, probability, observation, inner, innerOf, first, count, rewards, store } = this;
    const arrays = [child, probability, observation, inner, innerOf, first, count, rewards];
    return arrays.reduce((sum, array) => sum + array.byteLength, store.bytes);
  }

  isExpanded(belief: number): boolean {
    return belief < this.innerOf.length && this.innerOf[belief]! >= 0;
  }

  /** The place of (belief, action) in tables with a row for each expanded belief; −1 before it is expanded. */
  place(belief: number): number {
    return belief < this.innerOf.length ? this.innerOf[belief]! : -1;
  }

  /** Gives a belief a row in the tables, its actions still to be expanded. */
  open(belief: number): number {
    this.innerOf = grownInt32(this.innerOf, belief + 1, -1);
    if (this.innerOf[belief]! >= 0) return this.innerOf[belief]!;
    const place = this.innerCount++;
    this.inner = grownInt32(this.inner, place + 1);
    this.inner[place] = belief;
    this.innerOf[belief] = place;
    const end = (place + 1) * this.model.actions;
    this.first = grownInt32(this.first, end, -1);
    this.count = grownInt32(this.count, end);
    this.rewards = grownFloat64(this.rewards, end);
    return place;
  }

  hasEdges(place: number, action: number): boolean {
    return this.first[place * this.model.actions + action]! >= 0;
  }

  firstEdge(place: number, action: number): number {
    return this.first[place * this.model.actions + action]!;
  }

  edgeCount(place: number, action: number): number {
    return this.count[place * this.model.actions + action]!;
  }

  /** r(b, u) */
  reward(place: number, action: number): number {
    return this.rewards[place * this.model.actions + action]!;
  }

  /** Computes the beliefs that follow (belief, action), unless they are known. */
  expand(place: number, action: number): void {
    const at = place * this.model.actions + action;
    if (this.first[at]! >= 0) return;
    const { successors, store } = this;
    successors.compute(store, this.inner[place]!, action);
    const first = this.edges;
    this.edges += successors.count;
    this.child = grownInt32(this.child, this.edges);
    this.probability = grownFloat64(this.probability, this.edges);
    this.observation = grownInt32(this.observation, this.edges);
    for (let i = 0; i < successors.count; i++) {
      this.child[first + i] = successors.intern(store, i);
      this.probability[first + i] = successors.probability[i]!;
      this.observation[first + i] = successors.observation[i]!;
    }
    this.first[at] = first;
    this.count[at] = successors.count;
    this.rewards[at] = successors.reward;
  }
}
