import { grownFloat64, grownInt32 } from '@pomdp-gym/numerics';
import type { AlphaVector } from './alpha-vector.js';
import type { BeliefGraph } from './belief-graph.js';
import { closedVectors, continuationClosure, sum } from './closed-vectors.js';
import type { PlanningModel } from './planning-model.js';

/** An α-vector with its place in the order in which they were made. */
interface NumberedVector extends AlphaVector {
  readonly id: number;
  readonly next: NonNullable<AlphaVector['next']>;
}

interface BlockVectors {
  /** Ids rising. */
  vectors: NumberedVector[];
  /** The vector with the largest sum: what to plan for an observation that the belief at hand rules out. */
  widest: NumberedVector;
}

/**
 * A lower bound on the value of beliefs: the maximum of α-vectors, each over the states of one observed block. A belief
 * remembers its best vector and the newest it has compared, and looks at newer ones only.
 */
export class LowerBound {
  /** L(b) as far as it has been worked out; −Infinity before the first look. */
  value: Float64Array = new Float64Array(1024).fill(-Infinity);
  private stamp: Int32Array = new Int32Array(1024).fill(-1);
  private readonly best: (NumberedVector | undefined)[] = [];
  private readonly blocks: BlockVectors[];
  private made = 0;
  private held = 0;
  private heldNumbers = 0;
  private readonly chosen: (AlphaVector | undefined)[];

  /** @param start a closed set of vectors to begin with, at least one a block: blind policies. */
  constructor(
    private readonly graph: BeliefGraph,
    private readonly model: PlanningModel,
    start: readonly AlphaVector[],
  ) {
    this.chosen = new Array<AlphaVector | undefined>(model.observations);
    this.blocks = Array.from({ length: model.blockStart.length - 1 }, (_, block) => {
      const vectors = start.filter((vector) => vector.block === block).map((vector) => this.make(vector));
      return { vectors, widest: vectors.reduce(wider) };
    });
  }

  /** How many vectors L is the maximum of. */
  get vectors(): number {
    return this.held;
  }

  /** Bytes held by vectors and caches. */
  get bytes(): number {
    return 8 * (this.heldNumbers + this.best.length) + this.value.byteLength + this.stamp.byteLength;
  }

  /** The vectors that L is the maximum of, block by block. */
  *[Symbol.iterator](): Generator<AlphaVector> {
    for (const { vectors } of this.blocks) yield* vectors;
  }

  /** The vector behind L(b). */
  bestVector(belief: number): NumberedVector {
    this.refresh(belief);
    return this.best[belief]!;
  }

  /** L(b), with every vector counted in. */
  refresh(belief: number): number {
    if (belief >= this.value.length) this.resize(belief + 1);
    const block = this.graph.store.block[belief]!;
    const { vectors } = this.blocks[block]!;
    const stamp = this.stamp[belief]!;
    const newest = vectors[vectors.length - 1]!.id;
    if (stamp === newest) return this.value[belief]!;
    let left = vectors.length;
    for (; left >= 4 && vectors[left - 4]!.id > stamp; left -= 4) this.lookAtFour(belief, vectors, left - 4);
    for (; left >= 1 && vectors[left - 1]!.id > stamp; left--) {
      this.look(belief, vectors[left - 1]!, this.evaluate(vectors[left - 1]!, belief));
    }
    this.stamp[belief] = newest;
    return this.value[belief]!;
  }

  private look(belief: number, vector: NumberedVector, value: number): void {
    if (!(value > this.value[belief]!)) return;
    this.value[belief] = value;
    this.best[belief] = vector;
  }

  /** Four vectors in one pass over the belief: twice as fast as one after another. */
  private lookAtFour(belief: number, vectors: readonly NumberedVector[], first: number): void {
    const { start, states, values: weights } = this.graph.store;
    const a = vectors[first]!.values;
    const b = vectors[first + 1]!.values;
    const c = vectors[first + 2]!.values;
    const d = vectors[first + 3]!.values;
    const shift = this.model.blockStart[vectors[first]!.block]!;
    const end = start[belief + 1]!;
    let p = 0;
    let q = 0;
    let r = 0;
    let s = 0;
    for (let i = start[belief]!; i < end; i++) {
      const state = states[i]! - shift;
      const weight = weights[i]!;
      p += weight * a[state]!;
      q += weight * b[state]!;
      r += weight * c[state]!;
      s += weight * d[state]!;
    }
    this.look(belief, vectors[first + 3]!, s);
    this.look(belief, vectors[first + 2]!, r);
    this.look(belief, vectors[first + 1]!, q);
    this.look(belief, vectors[first]!, p);
  }

  add(vector: AlphaVector): void {
    const made = this.make(vector);
    const held = this.blocks[vector.block]!;
    held.vectors.push(made);
    held.widest = wider(held.widest, made);
  }

  /**
   * Takes the maximum from now on over the vectors that are best at one of these beliefs, each block's widest and its newest.
   * The others live on where a belief remembers them as its best, or a continuation leads to them: L(b) of a belief never falls.
   */
  prune(beliefs: Iterable<number>): void {
    const used = new Set<NumberedVector>();
    for (const belief of beliefs) used.add(this.bestVector(belief));
    for (const block of this.blocks) {
      const newest = block.vectors.at(-1);
      const kept = block.vectors.filter(
        (vector) => used.has(vector) || vector === block.widest || vector === newest,
      );
      this.held -= block.vectors.length - kept.length;
      block.vectors = kept;
    }
    this.heldNumbers = 0;
    for (const { values } of continuationClosure([...this, ...this.remembered()]))
      this.heldNumbers += values.length;
  }

  /** A closed set of vectors whose maximum is at least L, everywhere and at these beliefs as they remember it. */
  closedSet(beliefs: readonly number[]): AlphaVector[] {
    return closedVectors([...this, ...beliefs.map((belief) => this.bestVector(belief))]);
  }

  private *remembered(): Generator<AlphaVector> {
    for (const vector of this.best) if (vector) yield vector;
  }

  /**
   * The α-vector of taking `action` in the expanded belief at `place` and then acting by the best vector of whichever
   * belief follows: α(s) = r(s, u) + γ Σ_s' P(s' | s, u) Σ_y P(y | u, s') α_y(s').
   */
  backup(place: number, action: number): AlphaVector {
    const { graph, model, chosen } = this;
    const block = graph.store.block[graph.inner[place]!]!;
    const begin = model.blockStart[block]!;
    const end = model.blockStart[block + 1]!;
    const first = graph.firstEdge(place, action);
    chosen.fill(undefined);
    for (let edge = first; edge < first + graph.edgeCount(place, action); edge++) {
      chosen[graph.observation[edge]!] = this.bestVector(graph.child[edge]!);
    }
    const values = new Float64Array(end - begin);
    const { offsets, indices, values: probabilities } = model.transitions[action]!;
    const rewards = model.rewards[action]!;
    for (let s = begin; s < end; s++) {
      let expected = 0;
      for (let k = offsets[s]!; k < offsets[s + 1]!; k++) {
        expected += probabilities[k]! * this.continuation(action, indices[k]!);
      }
      values[s - begin] = rewards[s]! + model.discount * expected;
    }
    return { block, action, values, next: chosen.slice() };
  }

  private resize(length: number): void {
    this.value = grownFloat64(this.value, length, -Infinity);
    this.stamp = grownInt32(this.stamp, this.value.length, -1);
  }

  private make({ block, action, values, next = [] }: AlphaVector): NumberedVector {
    this.held++;
    this.heldNumbers += values.length;
    return { id: this.made++, block, action, values, next };
  }

  /** α · b */
  private evaluate({ block, values }: AlphaVector, belief: number): number {
    const { start, states, values: weights } = this.graph.store;
    const end = start[belief + 1]!;
    const shift = this.model.blockStart[block]!;
    let sum = 0;
    for (let i = start[belief]!; i < end; i++) sum += weights[i]! * values[states[i]! - shift]!;
    return sum;
  }

  /** Σ_y P(y | u, s') α_y(s') */
  private continuation(action: number, next: number): number {
    const { model, chosen } = this;
    const { offsets, indices, values } = model.observationTables[action]!;
    const block = model.blockOf[next]!;
    const at = next - model.blockStart[block]!;
    let sum = 0;
    for (let j = offsets[next]!; j < offsets[next + 1]!; j++) {
      const vector = (chosen[indices[j]!] ??= this.blocks[block]!.widest);
      sum += values[j]! * vector.values[at]!;
    }
    return sum;
  }
}

function wider(one: NumberedVector, other: NumberedVector): NumberedVector {
  return sum(other.values) > sum(one.values) ? other : one;
}
