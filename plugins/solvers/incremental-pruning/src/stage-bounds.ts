import type { PlanningModel } from '@pomdp-gym/planning';
import type { ValueStages } from './value-stages.js';

/** The least and the greatest by which a stage changes the value of a belief. */
export type Change = readonly [least: number, greatest: number];

/** Rows of probabilities that are short of one by less than this are so by rounding. */
const LEAK = 1e-13;

/** γ⁰ + γ¹ + … , `steps` of them; Infinity is a number of steps. */
export function weightSum(discount: number, steps: number): number {
  if (discount === 1) return steps;
  return (1 - discount ** steps) / (1 - discount);
}

/**
 * What one stage of value iteration says of the value of a horizon, which may be infinite.
 *
 * Let stage k add between c and C to the value of every belief, and fall short of its exact backup by at most e (what was
 * pruned, and rounding). Then each of the n steps still to go adds between γ c and γ C + e, discounted, so the value lies
 * between V_k + γ c w and V_k + (γ C + e) w + e + γ^n e w', w and w' being the sums of weights of n and of k steps; the last
 * term, for what earlier stages fell short by, is 0 if n is infinite. Where probability leaks into states worth
 * nothing, constants shrink on the way: c counts as at most 0 and C as at least 0.
 */
export class StageBounds {
  private readonly discount: number;
  private readonly leaks: boolean;
  /** The probability with which an episode starts where something can be earned: only that part of a change counts. */
  private readonly earning: number;
  /** The relative error of a number that a stage computes. */
  private readonly rounding: number;

  constructor(
    model: PlanningModel,
    private readonly horizon: number,
  ) {
    this.discount = model.discount;
    this.leaks = model.transitions.some(({ offsets, values }) =>
      offsets.subarray(1).some((end, row) => {
        let sum = 0;
        for (let k = offsets[row]!; k < end; k++) sum += values[k]!;
        return sum < 1 - LEAK;
      }),
    );
    this.earning = model.roots.reduce((sum, { probability }) => sum + probability, 0);
    this.rounding = (model.states + model.observations + 4) * Number.EPSILON;
  }

  /** How far apart the changes are, which is what keeps the bounds apart. */
  span(change: Change): number {
    const [fall, rise] = this.counted(change);
    return rise - fall;
  }

  /** The bounds after a stage that may have fallen short by `shortfall`. */
  around(stages: ValueStages, change: Change, shortfall: number): [lower: number, upper: number] {
    const { discount, horizon } = this;
    const weights = weightSum(discount, horizon - stages.stage);
    const early =
      horizon === Infinity ? 0 : discount ** (horizon - stages.stage) * weightSum(discount, stages.stage);
    const value = stages.startValue();
    const rounding = this.rounding * stages.largest;
    const lost = shortfall + rounding;
    const [, rise] = this.counted(change);
    return [
      value + this.earning * this.shift(stages, change),
      value + (discount * this.earning * rise + lost) * weights + lost * (1 + early),
    ];
  }

  /**
   * What to add to every vector of a stage, so that their maximum bounds the value from below. Without a horizon the
   * maximum is then at most its own backup too: V_{k−1} ≤ V_k − c, and so α + κ ≤ r + γ P (V_k + κ) for each vector α of stage k
   * and κ = γ c / (1 − γ).
   */
  shift(stages: ValueStages, change: Change): number {
    const rounding = this.rounding * stages.largest;
    const [fall] = this.counted(change);
    return (
      (this.discount * fall - rounding) * weightSum(this.discount, this.horizon - stages.stage) - rounding
    );
  }

  private counted([least, greatest]: Change): Change {
    return this.leaks ? [Math.min(0, least), Math.max(0, greatest)] : [least, greatest];
  }
}
