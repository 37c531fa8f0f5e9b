import type { BellmanBackup } from './bellman-backup.js';
import type { Bounds, Criterion } from './criterion.js';
import { leadToClass } from './lead-to-class.js';
import { evaluatePolicy } from './policy-evaluation.js';
import { recurrentClasses } from './recurrent-classes.js';
import { differentAverages } from './refusals.js';

/** Improvements below this many times the rounding of a Q value do not count. */
const ROUNDINGS = 100;

/**
 * A policy over states and its values, made better in turns: evaluate, improve. For the average reward, a policy with
 * several recurrent classes is first led into the best of them. In a communicating model this loses nothing: all but one of these
 * classes come from the last improvement, so the best of them beats the policy before it.
 */
export class PolicyImprovement {
  /** The values of the states, and of an episode's end: zero before the first evaluation. */
  readonly values: Float64Array;
  private readonly policy: Int32Array;
  private readonly tolerance: number;

  constructor(
    private readonly backup: BellmanBackup,
    private readonly criterion: Criterion,
    precision: number,
  ) {
    const { states } = backup.mdp;
    this.values = new Float64Array(states + 1);
    this.policy = new Int32Array(states).fill(-1);
    this.tolerance = precision / (8 * (1 + criterion.tail));
  }

  /** Backs the values up; what they say of the optimum. */
  bounds(): Bounds {
    this.criterion.closeEpisode(this.values);
    this.backup.apply(this.values);
    return this.criterion.bounds(this.backup, this.values);
  }

  /** Takes better actions where there are any, judged by the last backup. */
  improve(): boolean {
    const { policy } = this;
    const { mdp, best, q, rounding } = this.backup;
    const least = Math.max(this.tolerance, ROUNDINGS * rounding);
    let improved = false;
    for (let s = 0; s < mdp.states; s++) {
      if (policy[s]! >= 0 && best[s]! - q[s * mdp.actions + policy[s]!]! <= least) continue;
      policy[s] = this.backup.bestAction(s);
      improved = true;
    }
    return improved;
  }

  /** Moves the values to those of the policy. */
  *evaluate(): Generator<undefined, void> {
    if (this.criterion.discount === 1) yield* this.settleInOneClass();
    yield* this.sweep();
  }

  private *settleInOneClass(): Generator<undefined, void> {
    const { policy } = this;
    const { mdp } = this.backup;
    const classes = recurrentClasses(mdp, policy);
    if (classes.length === 1) return;
    const averages = yield* this.sweep();
    const best = classes.reduce((one, other) => (averages[other[0]!]! > averages[one[0]!]! ? other : one));
    const apart = leadToClass(mdp, policy, best);
    if (apart !== undefined) throw differentAverages(mdp, apart, best[0]!);
  }

  private sweep(): Generator<undefined, Float64Array> {
    const { backup, criterion, policy, values, tolerance } = this;
    return evaluatePolicy(backup.mdp, criterion, policy, values, tolerance / (8 * (1 + criterion.tail)));
  }
}
