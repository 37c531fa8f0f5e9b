import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { InputError, type Random } from '@pomdp-gym/contracts';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

const TWO_TO_MINUS_53 = 2 ** -53;

type Generator = ReturnType<typeof xoroshiro128plusFromState>;

class Stream implements Random {
  constructor(private generator: Generator) {}

  uint32(): number {
    return this.generator.next() >>> 0;
  }

  uniform(): number {
    const high = this.generator.next() >>> 5; // 27 bits
    const low = this.generator.next() >>> 6; // 26 bits
    return (high * 0x4000000 + low) * TWO_TO_MINUS_53;
  }

  save(): readonly number[] {
    return this.generator.getState();
  }

  restore(saved: readonly number[]): void {
    if (!(saved.length === 4 && saved.every(isWord)))
      throw new InputError(`A random stream is saved as four whole numbers of 32 bits, not as ${saved}.`);
    this.generator = xoroshiro128plusFromState(saved);
  }
}

/**
 * The stream of random numbers that belongs to a seed and a name: `randomStream(7, 'replicate', 3, 'environment')`.
 * The 128-bit state of xoroshiro128+ is a SHA-256 digest of both, so that neighbouring seeds and names are unrelated.
 *
 * @param seed a non-negative safe integer; anything else throws a RangeError.
 */
export function randomStream(seed: number, ...name: readonly (string | number)[]): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`A seed is a whole number from 0 to 2^53 - 1, not ${seed}.`);
  }
  const digest = sha256(utf8ToBytes(JSON.stringify([seed, ...name])));
  const words = new DataView(digest.buffer, digest.byteOffset);
  return new Stream(
    xoroshiro128plusFromState([words.getInt32(0), words.getInt32(4), words.getInt32(8), words.getInt32(12)]),
  );
}

function isWord(value: number): boolean {
  return value === (value | 0);
}
