import { grownFloat64, grownInt32 } from '@pomdp-gym/numerics';
import type { PlanningModel } from './planning-model.js';

/** Beliefs are one where no probability differs by more than this: rounding apart, they are the same. */
const SAME = 1e-10;
/** Probabilities are hashed by the cell of this width they lie in; the shift keeps round numbers off the edges. */
const CELLS = 2 ** 24;
const SHIFT = 0.3819660112501051;

/**
 * Sparse beliefs over planning states, each stored once: belief i has its states (rising) and probabilities in
 * `states` and `values` from `start[i]` to `start[i + 1] − 1`. An open-addressing hash table over support and rounded
 * probabilities finds the belief that is there already. The arrays are replaced as they grow: read them afresh.
 */
export class BeliefStore {
  start: Int32Array = new Int32Array(1024);
  states: Int32Array = new Int32Array(8192);
  values: Float64Array = new Float64Array(8192);
  /** The block each belief lies in. */
  block: Int32Array = new Int32Array(1024);
  private stored = 0;
  private table: Int32Array = new Int32Array(4096).fill(-1);
  private hashes: Int32Array = new Int32Array(1024);

  constructor(private readonly model: PlanningModel) {}

  /** How many beliefs there are. */
  get size(): number {
    return this.stored;
  }

  /** Bytes held by the arrays. */
  get bytes(): number {
    const { start, states, values, block, table, hashes } = this;
    return [start, states, values, block, table, hashes].reduce((sum, array) => sum + array.byteLength, 0);
  }

  /**
   * The number of the belief with these states (rising) and weights, read from `begin` to `end − 1` and divided by
   * `total`; stored if it is new.
   */
  intern(states: Int32Array, weights: Float64Array, begin: number, end: number, total: number): number {
    const at = this.start[this.stored]!;
    const next = at + end - begin;
    this.states = grownInt32(this.states, next);
    this.values = grownFloat64(this.values, next);
    let hash = end - begin;
    for (let i = begin, to = at; i < end; i++, to++) {
      const value = weights[i]! / total;
      this.states[to] = states[i]!;
      this.values[to] = value;
      hash = Math.imul(hash ^ states[i]!, 0x9e3779b1);
      hash = Math.imul(hash ^ (hash >>> 15) ^ Math.floor(value * CELLS + SHIFT), 0x85ebca6b);
    }
    return this.find(hash ^ (hash >>> 13), at, next);
  }

  /** Looks for the belief just written at [at, next); keeps it where there is none like it. */
  private find(hash: number, at: number, next: number): number {
    const mask = this.table.length - 1;
    let slot = hash & mask;
    for (; this.table[slot] !== -1; slot = (slot + 1) & mask) {
      const candidate = this.table[slot]!;
      if (this.hashes[candidate] === hash && this.equals(candidate, at, next)) return candidate;
    }
    this.table[slot] = this.stored;
    return this.keep(hash, at, next);
  }

  private equals(candidate: number, at: number, next: number): boolean {
    const begin = this.start[candidate]!;
    if (this.start[candidate + 1]! - begin !== next - at) return false;
    for (let i = begin, j = at; j < next; i++, j++) {
      if (this.states[i] !== this.states[j] || Math.abs(this.values[i]! - this.values[j]!) > SAME)
        return false;
    }
    return true;
  }

  private keep(hash: number, at: number, next: number): number {
    const belief = this.stored++;
    this.start = grownInt32(this.start, belief + 2);
    this.block = grownInt32(this.block, belief + 1);
    this.hashes = grownInt32(this.hashes, belief + 1);
    this.start[belief + 1] = next;
    this.block[belief] = this.model.blockOf[this.states[at]!]!;
    this.hashes[belief] = hash;
    if (this.stored * 2 > this.table.length) this.rehash();
    return belief;
  }

  private rehash(): void {
    this.table = new Int32Array(this.table.length * 2).fill(-1);
    const mask = this.table.length - 1;
    for (let belief = 0; belief < this.stored; belief++) {
      let slot = this.hashes[belief]! & mask;
      while (this.table[slot] !== -1) slot = (slot + 1) & mask;
      this.table[slot] = belief;
    }
  }
}
