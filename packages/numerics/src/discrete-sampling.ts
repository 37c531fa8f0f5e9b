import type { Random } from '@pomdp-gym/contracts';

/**
 * Sampling from finite distributions by inversion: outcome i is drawn where a 32-bit integer is the first to fall below
 * its threshold, 2³² times the cumulative probability. Probabilities are therefore met to 2⁻³². Tables drawn ahead and
 * draws on the spot give the same outcome for the same integer: both go through the same thresholds.
 */
const SCALE = 2 ** 32;

/**
 * Writes the thresholds of `probabilities[begin … end − 1]` at the same places of `into`.
 * The last outcome with positive probability (and what follows it) gets Infinity, so that rounding leaves no gap.
 */
export function writeThresholds(
  probabilities: Float64Array,
  begin: number,
  end: number,
  into: Float64Array,
): void {
  let cumulative = 0;
  let last = begin;
  for (let i = begin; i < end; i++) {
    const probability = probabilities[i]!;
    cumulative += probability;
    into[i] = cumulative * SCALE;
    if (probability > 0) last = i;
  }
  into.fill(Infinity, last, end);
}

/** Rows up to this long are counted through: a branch that chance decides costs more than a few comparisons. */
const COUNTED = 16;

/** The place in [begin, end) of the outcome that the integer `u` draws: the first whose threshold exceeds it. */
export function findOutcome(thresholds: Float64Array, begin: number, end: number, u: number): number {
  if (end - begin > COUNTED) return searchOutcome(thresholds, begin, end, u);
  let place = begin;
  for (let i = begin; i < end - 1; i++) place += Number(thresholds[i]! <= u);
  return place;
}

/** The same by bisection. Apart from the above so that the compiler can inline the short case into hot loops. */
function searchOutcome(thresholds: Float64Array, begin: number, end: number, u: number): number {
  let low = begin;
  let high = end - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (thresholds[middle]! <= u) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Draws an index in [0, length) with probability `probabilities[offset + index]`, taking one integer from `random`. */
export function drawIndex(
  probabilities: Float64Array,
  offset: number,
  length: number,
  random: Random,
): number {
  const u = random.uint32();
  let cumulative = 0;
  let last = 0;
  for (let i = 0; i < length; i++) {
    const probability = probabilities[offset + i]!;
    cumulative += probability;
    if (probability > 0) {
      if (u < cumulative * SCALE) return i;
      last = i;
    }
  }
  return last;
}
