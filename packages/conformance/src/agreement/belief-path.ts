import type { VisiblePath } from './sample-paths.js';
import type { Visible, VisibleLaw } from './visible-law.js';

/**
 * Beliefs along a visible path: α_t(s) = P(s_t = s | y_0, u_0, r_1, y_1, …, y_t), and how probable each step was.
 * Buffers are allocated once and hold the last path that was followed.
 */
export class BeliefPath {
  /** α_t, one row of S numbers a step, from t = 0. */
  readonly beliefs: Float64Array[] = [];
  /** P(r_t, y_t, ending | history) at t; at 0, P(y_0). */
  readonly probabilities: number[] = [];
  private readonly seen: Visible = { action: 0, observation: 0, reward: 0, terminated: false };

  constructor(readonly law: VisibleLaw) {}

  /** Follows the path and answers the logarithm of its probability given its actions; −∞ where it is impossible. */
  follow(path: VisiblePath): number {
    let total = Math.log(this.begin(path.first));
    for (let t = 0; t < path.actions.length && total > -Infinity; t++) {
      total += Math.log(this.advance(t, visibleAt(path, t, this.seen)));
    }
    return total;
  }

  private begin(first: number): number {
    const { law } = this;
    const belief = this.belief(0);
    for (let s = 0; s < belief.length; s++) {
      const start = law.start(s);
      belief[s] = start > 0 ? start * law.first(s, first) : 0;
    }
    return this.normalise(0, belief);
  }

  private advance(t: number, seen: Visible): number {
    const { law } = this;
    const { offsets, indices, values } = law.model.transitions[seen.action]!;
    const { shift } = law;
    const here = shift?.table === 'transition' && shift.action === seen.action ? shift : undefined;
    const belief = this.belief(t);
    const next = this.belief(t + 1).fill(0);
    for (let s = 0; s < belief.length; s++) {
      const mass = belief[s]!;
      if (mass === 0) continue;
      const kept = here?.row === s ? mass * (1 - here.amount) : mass;
      for (let k = offsets[s]!; k < offsets[s + 1]!; k++) {
        if (law.pays(k, indices[k]!, seen)) next[indices[k]!]! += kept * values[k]!;
      }
      if (here?.row === s && law.pays(law.rewardPlace(seen.action, s, here.column), here.column, seen)) {
        next[here.column]! += mass * here.amount;
      }
    }
    for (let s = 0; s < next.length; s++) if (next[s] !== 0) next[s]! *= law.entering(s, seen);
    return this.normalise(t + 1, next);
  }

  private belief(t: number): Float64Array {
    return (this.beliefs[t] ??= new Float64Array(this.law.model.states));
  }

  private normalise(t: number, belief: Float64Array): number {
    let sum = 0;
    for (let s = 0; s < belief.length; s++) sum += belief[s]!;
    if (sum > 0) for (let s = 0; s < belief.length; s++) belief[s]! /= sum;
    this.probabilities[t] = sum;
    return sum;
  }
}

/** What step t of a path showed, written into `into`. */
export function visibleAt(path: VisiblePath, t: number, into: Visible): Visible {
  into.action = path.actions[t]!;
  into.observation = path.observations[t]!;
  into.reward = path.rewards[t]!;
  into.terminated = path.terminated && t === path.actions.length - 1;
  return into;
}
