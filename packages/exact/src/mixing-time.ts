import { log } from '@pomdp-gym/numerics';
/** In how many steps the chain is within total variation 1/4 of its stationary law, whatever it started from. */
export interface MixingTime {
  /** Infinity for a periodic chain, which never is. */
  readonly steps: number;
  readonly kind: 'exact' | 'lower bound';
}

/** Chains with more recurrent nodes than this get a bound only: it takes some 2 n³ log₂ t operations. */
export const MIXING_LIMIT = 256;

const THRESHOLD = 1 / 4;
const DOUBLINGS = 50;

/** What is nearer to 1 cannot be distinguished from it: |λ₂| is the eigenvalue of a matrix whose entries are rounded. */
const LARGEST_MODULUS = 1 - 1e-12;

/**
 * t_mix = min { t : max_x ½ Σ_y |P^t(x, y) − π(y)| ≤ 1/4 } (Levin, Peres and Wilmer, Markov Chains and Mixing Times,
 * section 4.5), by squaring P until it has mixed and then filling in the binary digits of t. Where 2^50 steps are not
 * enough, a lower bound that says so.
 *
 * @param table P, n × n, row by row, irreducible and aperiodic.
 */
export function mixingTime(table: Float64Array, stationary: Float64Array): MixingTime {
  const n = stationary.length;
  const mixed = (power: Float64Array) => distance(power, stationary) <= THRESHOLD;
  if (n === 1) return { steps: 0, kind: 'exact' };
  const powers = [table];
  while (!mixed(powers.at(-1)!)) {
    if (powers.length > DOUBLINGS) return { steps: 2 ** DOUBLINGS + 1, kind: 'lower bound' };
    powers.push(product(powers.at(-1)!, powers.at(-1)!, n));
  }
  powers.pop();
  let steps = 0;
  let reached: Float64Array | undefined;
  for (let digit = powers.length - 1; digit >= 0; digit--) {
    const next = reached ? product(reached, powers[digit]!, n) : powers[digit]!;
    if (mixed(next)) continue;
    reached = next;
    steps += 2 ** digit;
  }
  return { steps: steps + 1, kind: 'exact' };
}

/**
 * ln 2 / ln(1/|λ₂|), rounded up: no chain mixes sooner, for the distance at t is at least |λ|^t / 2 for every
 * eigenvalue λ ≠ 1: an eigenfunction f has |λ^t f(x)| = |E_x f(X_t) − π'f| ≤ 2 d(t) max|f|, reversible or not. For
 * aperiodic chains.
 */
export function mixingTimeBound(secondModulus: number): MixingTime {
  const steps = Math.LN2 / -log(Math.min(secondModulus, LARGEST_MODULUS));
  return { steps: Math.max(1, Math.ceil(steps)), kind: 'lower bound' };
}

/** max_x of the total variation between row x and π. */
function distance(power: Float64Array, stationary: Float64Array): number {
  const n = stationary.length;
  let worst = 0;
  for (let x = 0; x < n; x++) {
    let sum = 0;
    for (let y = 0; y < n; y++) sum += Math.abs(power[x * n + y]! - stationary[y]!);
    worst = Math.max(worst, sum / 2);
  }
  return worst;
}

/** A B with its rows scaled to sum to one again: squared fifty times, rounding would otherwise swell like 2^50. */
function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = result.subarray(i * n, (i + 1) * n);
    let total = 0;
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!;
      if (factor === 0) continue;
      for (let j = 0, at = k * n; j < n; j++) row[j]! += factor * b[at + j]!;
    }
    for (let j = 0; j < n; j++) total += row[j]!;
    for (let j = 0; j < n; j++) row[j]! /= total;
  }
  return result;
}
