import type { Random } from '@pomdp-gym/contracts';
import { AliasColumns } from './alias-columns.js';

const columns = new AliasColumns();

/**
 * Draws an index in [0, length) with probability `probabilities[offset + index]`, taking one word from `random`. It draws for each word
 * what an alias table of the same probabilities draws: kernels make one ahead, for policies whose law they know.
 */
export function drawIndex(
  probabilities: Float64Array,
  offset: number,
  length: number,
  random: Random,
): number {
  const word = random.uint32();
  if (length === 1) return 0;
  if (length === 2) return drawOfTwo(probabilities, offset, word);
  return columns.outcomeOf(word, probabilities, offset, length);
}

/**
 * The same for two outcomes, whose table is known: the lesser one has words of its own column only, from the first on. Whole numbers of 32
 * bits, without a branch that chance decides; a share of 2³¹ words is −2³¹.
 */
function drawOfTwo(probabilities: Float64Array, offset: number, word: number): number {
  const first = probabilities[offset]!;
  const second = probabilities[offset + 1]!;
  const weight = Math.floor(first * (2 ** 32 / (first + second)) + 0.5);
  const lesser = (((weight * 2 ** -31) | 0) + 1) >> 1;
  const share = (lesser === 0 ? weight : -weight) | 0;
  const isOwn = ((word & 0x7fffffff) - share) >>> 31;
  return lesser ^ 1 ^ (isOwn & ((word >>> 31) ^ lesser ^ 1));
}
