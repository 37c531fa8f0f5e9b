import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { InputError, type Random } from '@pomdp-gym/contracts';
import { XoshiroBlock } from './xoshiro-block.js';

const TWO_TO_MINUS_53 = 2 ** -53;

class Stream implements Random {
  constructor(readonly block: XoshiroBlock) {}

  uint32(): number {
    const { block } = this;
    if (block.position === block.words.length) block.refill();
    return block.words[block.position++]!;
  }

  uniform(): number {
    const high = this.uint32() >>> 5; // 27 bits
    const low = this.uint32() >>> 6; // 26 bits
    return (high * 0x4000000 + low) * TWO_TO_MINUS_53;
  }

  save(): readonly number[] {
    return this.block.save();
  }

  restore(saved: readonly number[]): void {
    if (!(saved.length === 4 && saved.every(isWord) && saved.some((word) => word !== 0)))
      throw new InputError(
        `A random stream is saved as four whole numbers from 0 to 2^32 - 1, not all of them 0; these are ${saved}.`,
      );
    this.block.restore(saved);
  }
}

/**
 * The stream of random numbers that belongs to a seed and a name: `randomStream(7, 'replicate', 3, 'environment')`.
 * The 128-bit state of xoshiro128++ is a SHA-256 digest of both, so that neighbouring seeds and names are unrelated.
 *
 * @param seed a non-negative safe integer; anything else throws a RangeError.
 */
export function randomStream(seed: number, ...name: readonly (string | number)[]): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`A seed is a whole number from 0 to 2^53 - 1, not ${seed}.`);
  }
  const digest = sha256(utf8ToBytes(JSON.stringify([seed, ...name])));
  const bytes = new DataView(digest.buffer, digest.byteOffset);
  const state = Int32Array.from([0, 4, 8, 12], (at) => bytes.getInt32(at));
  if (state.every((word) => word === 0)) state[0] = 1; // the one state that xoshiro cannot leave
  return new Stream(new XoshiroBlock(state));
}

function isWord(value: number): boolean {
  return value === value >>> 0;
}
