import type { Mdp } from './mdp.js';

/** The relative error of one rounded operation, doubled. */
const EPSILON = Number.EPSILON;

/**
 * One application of Bellman's operator to values x of the states, twice over: as if states were seen, and for the
 * best policy it finds that depends on the observation alone. That one takes in y the action whose worst regret
 * max_v Q(s, v) − Q(s, u), over the states s that show y, is least. Where observations tell enough, that is zero.
 */
export class BellmanBackup {
  /** Q(s, u) = r(s, u) + γ Σ_s' P(s' | s, u) x(s'), at s·A + u. */
  readonly q: Float64Array;
  /** max_u Q(s, u) */
  readonly best: Float64Array;
  /** min over the y that s shows of Q(s, u_y) */
  readonly attained: Float64Array;
  /** u_y, one an observation */
  readonly choices: Int32Array;
  /** A bound on the rounding of any Q(s, u). */
  rounding = 0;
  /** max r(s, u) − min r(s, u) */
  readonly rewardRange: number;
  private readonly longest: number;
  private readonly largestReward: number;

  constructor(
    readonly mdp: Mdp,
    readonly discount: number,
  ) {
    const { states, actions, shownIn, offsets, rewards } = mdp;
    this.q = new Float64Array(states * actions);
    this.best = new Float64Array(states);
    this.attained = new Float64Array(states);
    this.choices = new Int32Array(shownIn.length);
    this.longest = offsets.reduce((most, end, row) => Math.max(most, end - (offsets[row - 1] ?? 0)), 0);
    const least = rewards.reduce((one, other) => Math.min(one, other), Infinity);
    const greatest = rewards.reduce((one, other) => Math.max(one, other), -Infinity);
    this.rewardRange = greatest - least;
    this.largestReward = Math.max(-least, greatest);
  }

  /**
   * @param x n + 1 values, the last that of an episode's end.
   * @param choices the action of each observation, where it is not to be chosen here.
   */
  apply(x: Float64Array, choices?: Int32Array): void {
    const { q, best, discount } = this;
    const { states, actions, rewards, offsets, successors, probabilities } = this.mdp;
    let largest = 0;
    for (let s = 0, row = 0; s < states; s++) {
      let most = -Infinity;
      for (let u = 0; u < actions; u++, row++) {
        let expected = 0;
        for (let k = offsets[row]!; k < offsets[row + 1]!; k++)
          expected += probabilities[k]! * x[successors[k]!]!;
        const value = rewards[row]! + discount * expected;
        q[row] = value;
        if (value > most) most = value;
      }
      best[s] = most;
      largest = Math.max(largest, Math.abs(x[s]!));
    }
    this.rounding = EPSILON * (this.longest + 4) * (this.largestReward + largest);
    if (choices) this.choices.set(choices);
    else this.choose();
    this.attain();
  }

  /** The action that is best in a state; of several the first. */
  bestAction(state: number): number {
    const { actions } = this.mdp;
    return this.q.subarray(state * actions, (state + 1) * actions).indexOf(this.best[state]!);
  }

  private choose(): void {
    const { actions, shownIn } = this.mdp;
    for (let y = 0; y < shownIn.length; y++) {
      let least = Infinity;
      for (let u = 0; u < actions; u++) {
        const regret = this.worstRegret(shownIn[y]!, u);
        if (!(regret < least)) continue;
        least = regret;
        this.choices[y] = u;
      }
    }
  }

  private attain(): void {
    const { attained, choices, q } = this;
    const { actions, shownIn } = this.mdp;
    attained.fill(Infinity);
    for (let y = 0; y < shownIn.length; y++) {
      for (const s of shownIn[y]!) attained[s] = Math.min(attained[s]!, q[s * actions + choices[y]!]!);
    }
  }

  private worstRegret(states: Int32Array, u: number): number {
    const { best, q } = this;
    const { actions } = this.mdp;
    let worst = 0;
    for (let i = 0; i < states.length; i++) {
      const s = states[i]!;
      const regret = best[s]! - q[s * actions + u]!;
      if (regret > worst) worst = regret;
    }
    return worst;
  }
}
