import { log, log1p } from '@pomdp-gym/numerics';
/** The change of one probability that has to be seen. */
export const CHANGE = 0.05;
/** How often a change of that size may be missed in a row that was visited as often as needed. */
const MISS_RATE = 1e-3;

/** Bernoulli relative entropy of x to p, in nats. */
export function relativeEntropy(x: number, p: number): number {
  return term(x, p) + term(1 - x, 1 - p);
}

function term(x: number, p: number): number {
  return x === 0 ? 0 : x * log(x / p);
}

/**
 * Visits after which a row with these probabilities shows a change of any one of them by 0.05, but for one time in 1,000:
 * by Chernoff's bound on either side, where n · KL(seen ‖ p) ≥ `limit` is what raises the alarm. A probability of 0 or 1
 * needs one sight of what cannot be.
 */
export function visitsNeeded(probabilities: Iterable<number>, limit: number): number {
  let most = visitsFor(1, 1 - CHANGE, limit); // an outcome the row lacks, or one it always has
  for (const p of probabilities) {
    for (const q of [p - CHANGE, p + CHANGE])
      if (q >= 0 && q <= 1) most = Math.max(most, visitsFor(p, q, limit));
  }
  return Math.ceil(most);
}

/** Visits that tell q from p: the t between them with n KL(t ‖ p) = limit and n KL(t ‖ q) = −log(miss rate) gives n. */
function visitsFor(p: number, q: number, limit: number): number {
  const allowed = -log(MISS_RATE);
  if (p <= 0 || p >= 1) return allowed / -log1p(-Math.abs(q - p));
  let [near, far] = [p, q];
  for (let halvings = 0; halvings < 60; halvings++) {
    const t = (near + far) / 2;
    if (relativeEntropy(t, p) * allowed < relativeEntropy(t, q) * limit) near = t;
    else far = t;
  }
  return limit / relativeEntropy((near + far) / 2, p);
}

/** Visits in which draws that are compared one by one differ, but for one time in 1,000, where a row is off by 0.05. */
export const TWIN_VISITS = Math.ceil(log(MISS_RATE) / log1p(-CHANGE));
