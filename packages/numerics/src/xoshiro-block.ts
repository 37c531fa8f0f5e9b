import type { WordBlock } from '@pomdp-gym/contracts';

const BLOCK = 256;
const single = new Uint32Array(1);

/**
 * xoshiro128++ 1.0 (Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators, ACM TOMS 2021): words of 32 bits, a block at
 * a time, with period 2¹²⁸ − 1.
 */
export class XoshiroBlock implements WordBlock {
  readonly words = new Uint32Array(BLOCK);
  position = BLOCK;
  /** The state before the first word of the block, and the state after the last. */
  private readonly before: Int32Array;
  private readonly after: Int32Array;

  /** @param state four words of 32 bits, not all zero. */
  constructor(state: ArrayLike<number>) {
    this.before = Int32Array.from(state);
    this.after = this.before.slice();
  }

  refill(): void {
    this.before.set(this.after);
    advance(this.after, this.words, BLOCK);
    this.position = 0;
  }

  /** The next word, without a block where none is left. Callers use it for a few words before a kernel takes the state. */
  next(): number {
    if (this.position < BLOCK) return this.words[this.position++]!;
    advance(this.after, single, 1);
    return single[0]!;
  }

  /** The state from which the words that are left, and those behind them, follow. */
  save(): number[] {
    return Array.from(this.state(), (word) => word >>> 0);
  }

  restore(state: readonly number[]): void {
    this.after.set(state.map((word) => word | 0));
    this.position = BLOCK;
  }

  /** Writes the same state for a kernel: word j of it at `at + j · apart`. */
  writeState(into: Int32Array, at: number, apart: number): void {
    const state = this.state();
    for (let j = 0; j < state.length; j++) into[at + j * apart] = state[j]!;
  }

  /** Goes on from a state that lies as `writeState` writes it. */
  readState(from: Int32Array, at: number, apart: number): void {
    for (let j = 0; j < this.after.length; j++) this.after[j] = from[at + j * apart]!;
    this.position = BLOCK;
  }

  /** The state of `save`. Lent. */
  private state(): Int32Array {
    if (this.position === BLOCK) return this.after;
    const state = this.before.slice();
    advance(state, new Uint32Array(this.position), this.position);
    return state;
  }
}

/** Writes the next `count` words and moves the state on. */
function advance(state: Int32Array, words: Uint32Array, count: number): void {
  let s0 = state[0]!;
  let s1 = state[1]!;
  let s2 = state[2]!;
  let s3 = state[3]!;
  for (let i = 0; i < count; i++) {
    const sum = (s0 + s3) | 0;
    words[i] = ((sum << 7) | (sum >>> 25)) + s0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
  }
  state[0] = s0;
  state[1] = s1;
  state[2] = s2;
  state[3] = s3;
}
