import type { Criterion } from './criterion.js';
import type { Mdp } from './mdp.js';
import { Settling } from './settling.js';

/** Multiplications between two yields: a moment's work. */
const WORK_PER_YIELD = 1e6;

/**
 * Moves x to the values of a policy, by sweeps: until what a sweep adds differs by no more than `tolerance` between states,
 * or only by rounding. Yields now and then; returns what the last sweep would have added to each state (for the
 * average the reward per step that it leads to).
 */
export function* evaluatePolicy(
  mdp: Mdp,
  criterion: Criterion,
  policy: Int32Array,
  x: Float64Array,
  tolerance: number,
): Generator<undefined, Float64Array> {
  const next = new Float64Array(mdp.states);
  const settling = new Settling(mdp.states);
  let work = 0;
  for (;;) {
    criterion.closeEpisode(x);
    work += sweep(mdp, criterion.discount, policy, x, next);
    const span = criterion.span(next, x);
    if (span <= tolerance || settling.isSettled(span)) {
      const change = next.map((value, s) => value - x[s]!);
      if (!mdp.ends) addUp(x, change, criterion.tail);
      return change;
    }
    criterion.advance(x, next);
    if (work > WORK_PER_YIELD) {
      work = 0;
      yield;
    }
  }
}

/** Adds the change, which is the same in every state, for all sweeps to come. */
function addUp(x: Float64Array, change: Float64Array, tail: number): void {
  for (let s = 0; s < change.length; s++) x[s]! += change[0]! * (1 + tail);
}

/** next(s) = r(s, u) + γ Σ_s' P(s' | s, u) x(s') with the policy's u; returns how many multiplications that took. */
function sweep(
  { states, actions, rewards, offsets, successors, probabilities }: Mdp,
  discount: number,
  policy: Int32Array,
  x: Float64Array,
  next: Float64Array,
): number {
  let work = 0;
  for (let s = 0; s < states; s++) {
    const row = s * actions + policy[s]!;
    let expected = 0;
    for (let k = offsets[row]!; k < offsets[row + 1]!; k++)
      expected += probabilities[k]! * x[successors[k]!]!;
    next[s] = rewards[row]! + discount * expected;
    work += offsets[row + 1]! - offsets[row]! + 1;
  }
  return work;
}
