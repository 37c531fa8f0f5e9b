import type { Random } from '@pomdp-gym/contracts';

/**
 * Sampling from finite distributions by inversion: outcome i is drawn where the upper 31 bits of a word are the first to fall
 * below its threshold, ⌈2³¹ times the cumulative probability⌉. Probabilities are therefore met to 2⁻³¹. Tables drawn ahead and
 * draws on the spot give the same outcome for the same word: both go through the same thresholds.
 *
 * Thresholds are stored in 32 bits, 2³¹ as −2³¹. For v < 2³¹ the sign bit of v − threshold in 32-bit arithmetic says whether v
 * falls below, without a branch that chance decides.
 */
const SCALE = 2 ** 31;

/**
 * Writes the thresholds of `probabilities[begin … end − 1]` at the same places of `into`.
 * The last outcome with positive probability (and what follows it) gets 2³¹, so that rounding leaves no gap.
 */
export function writeThresholds(
  probabilities: Float64Array,
  begin: number,
  end: number,
  into: Int32Array,
): void {
  let cumulative = 0;
  let last = begin;
  for (let i = begin; i < end; i++) {
    const probability = probabilities[i]!;
    cumulative += probability;
    into[i] = Math.min(SCALE, Math.ceil(cumulative * SCALE));
    if (probability > 0) last = i;
  }
  into.fill(SCALE, last, end);
}

/** Rows up to this long are counted through. */
const COUNTED = 16;

/** The place in [begin, end) of the outcome that the word `u` draws: the first whose threshold exceeds its upper 31 bits. */
export function findOutcome(thresholds: Int32Array, begin: number, end: number, u: number): number {
  const v = u >>> 1;
  if (end - begin > COUNTED) return searchOutcome(thresholds, begin, end, v);
  let below = 0;
  for (let i = begin; i < end - 1; i++) below += (v - thresholds[i]!) >>> 31;
  return end - 1 - below;
}

/** The same by bisection, in as many steps as the row's length says. Apart from the above so that the compiler can inline the short case. */
function searchOutcome(thresholds: Int32Array, begin: number, end: number, v: number): number {
  let place = begin;
  for (let length = end - begin; length > 1;) {
    const half = length >>> 1;
    place += half & (((v - thresholds[place + half - 1]!) >>> 31) - 1);
    length -= half;
  }
  return place;
}

/** Draws an index in [0, length) with probability `probabilities[offset + index]`, taking one word from `random`. */
export function drawIndex(
  probabilities: Float64Array,
  offset: number,
  length: number,
  random: Random,
): number {
  const v = random.uint32() >>> 1;
  let cumulative = 0;
  let last = 0;
  for (let i = 0; i < length; i++) {
    const probability = probabilities[offset + i]!;
    cumulative += probability;
    if (probability > 0) {
      if (v < cumulative * SCALE) return i;
      last = i;
    }
  }
  return last;
}
