import { log } from '@pomdp-gym/numerics';
import type { VisiblePath } from './sample-paths.js';
import type { VisibleStep, VisibleLaw } from './visible-law.js';

/**
 * Beliefs along a visible path: α_t(s) = P(s_t = s | y_0, u_0, r_1, y_1, …, y_t), and how probable each step was.
 * Buffers are allocated once and hold the last path that was followed.
 */
export class BeliefPath {
  /** α_t, one row of S numbers a step, from t = 0. */
  readonly beliefs: Float64Array[] = [];
  /** P(r_t, y_t, ending | history) at t; at 0, P(y_0). */
  readonly probabilities: number[] = [];
  private readonly seen: VisibleStep = { action: 0, observation: 0, reward: 0, ended: false };

  constructor(readonly law: VisibleLaw) {}

  /** Follows the path and returns the logarithm of its probability given its actions; −∞ where it is impossible. */
  follow(path: VisiblePath): number {
    this.belief(0).set(this.law.beginning(path.first));
    let total = log(this.normalise(0));
    for (let t = 0; t < path.actions.length && total > -Infinity; t++) {
      this.advance(t, visibleAt(path, t, this.seen));
      total += log(this.normalise(t + 1));
    }
    return total;
  }

  /** Writes α_{t+1}, up to its norm. */
  private advance(t: number, seen: VisibleStep): void {
    const { law } = this;
    const { offsets, indices } = law.model.transitions[seen.action]!;
    const values = law.transitions(seen);
    const entering = law.entering(seen);
    const belief = this.belief(t);
    const next = this.belief(t + 1).fill(0);
    for (let s = 0; s < belief.length; s++) {
      const mass = belief[s]!;
      if (mass === 0) continue;
      const end = offsets[s + 1]!;
      for (let k = offsets[s]!; k < end; k++) next[indices[k]!]! += mass * values[k]!;
    }
    this.applyShift(belief, next, seen, values);
    for (let s = 0; s < next.length; s++) next[s]! *= entering[s]!;
  }

  /** The row that is shifted moves some of its mass to the cell: a transition the model lacks pays like its row's first. */
  private applyShift(
    belief: Float64Array,
    next: Float64Array,
    seen: VisibleStep,
    values: Float64Array,
  ): void {
    const { shift, model } = this.law;
    if (shift?.table !== 'transition' || shift.action !== seen.action) return;
    const moved = belief[shift.row]! * shift.amount;
    if (moved === 0) return;
    const { offsets, indices } = model.transitions[seen.action]!;
    let place = offsets[shift.row]!;
    for (let k = offsets[shift.row]!; k < offsets[shift.row + 1]!; k++) {
      next[indices[k]!]! -= moved * values[k]!;
      if (indices[k] === shift.column) place = k;
    }
    if (values[place]! > 0) next[shift.column]! += moved;
    for (let k = offsets[shift.row]!; k < offsets[shift.row + 1]!; k++) {
      if (next[indices[k]!]! < 0) next[indices[k]!] = 0; // by rounding
    }
  }

  private belief(t: number): Float64Array {
    return (this.beliefs[t] ??= new Float64Array(this.law.model.states));
  }

  private normalise(t: number): number {
    const belief = this.belief(t);
    let sum = 0;
    for (let s = 0; s < belief.length; s++) sum += belief[s]!;
    if (sum > 0) for (let s = 0; s < belief.length; s++) belief[s]! /= sum;
    this.probabilities[t] = sum;
    return sum;
  }
}

/** What step t of a path showed, written into `into`. */
export function visibleAt(path: VisiblePath, t: number, into: VisibleStep): VisibleStep {
  into.action = path.actions[t]!;
  into.observation = path.observations[t]!;
  into.reward = path.rewards[t]!;
  into.ended = path.ended && t === path.actions.length - 1;
  return into;
}
