import type { Random } from '@pomdp-gym/contracts';
import { AliasColumns, columnBits } from './alias-columns.js';

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
  if (length === 2) return drawOfTwo(probabilities[offset]!, probabilities[offset + 1]!, word);
  columns.set(probabilities, offset, length);
  const k = columnBits(length);
  const column = word >>> (32 - k);
  const isOwn = (word << k) >>> k < columns.thresholds[column]! >>> 0;
  return isOwn ? column : columns.aliases[column]!;
}

/** The same for two outcomes, whose table is known: the lesser one has words of its own column only. */
function drawOfTwo(first: number, second: number, word: number): number {
  const weight = Math.floor((first / (first + second)) * 2 ** 32 + 0.5);
  if (weight < 2 ** 31) return word < weight ? 0 : 1;
  return word >= 2 ** 31 && word - 2 ** 31 < 2 ** 32 - weight ? 1 : 0;
}
