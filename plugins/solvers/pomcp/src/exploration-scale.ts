import type { FiniteModel } from '@pomdp-gym/contracts';
import { blindPolicies, type PlanningModel, planningModel, qmdp } from '@pomdp-gym/planning';

/** The part of what there is to win that an action's having been tried seldom counts for. */
const SHARE_OF_SPREAD = 1 / 4;
/** And the part of the range of rewards that it counts for at least, lest a search get stuck with what it saw first. */
const SHARE_OF_RANGE = 1 / 16;

/**
 * c where none is given, in the units of returns. It should be of the size of what choices decide about, and of the noise
 * they are judged through: a part of what there is to win at the start, which is by how much QMDP, who will see the state,
 * exceeds the best single action done for ever; and no less than the largest standard deviation of a first reward. A
 * ruinous reward that nobody need meet by chance is left out so, which the range of all rewards would make the most of.
 * Yields between sweeps.
 */
export function* explorationScale(definition: FiniteModel, discount: number): Generator<undefined, number> {
  const model = planningModel(definition, discount);
  const blind = yield* blindPolicies(model);
  const seeing = largestByState(model, yield* qmdp(model));
  const lower = blind.reduce((best, values) => Math.max(best, startMean(model, values)), -Infinity);
  const spread = startMean(model, seeing) - lower;
  return Math.max(SHARE_OF_SPREAD * spread, firstDeviation(model), SHARE_OF_RANGE * rewardExtent(model));
}

/** The largest standard deviation of r(s₀, u), over actions. */
function firstDeviation(model: PlanningModel): number {
  const variances = model.rewards.map((values) => {
    const mean = startMean(model, values);
    return startMean(
      model,
      values.map((reward) => (reward - mean) ** 2),
    );
  });
  return Math.sqrt(variances.reduce((most, variance) => Math.max(most, variance), 0));
}

/** max_u Q(s, u) */
function largestByState({ states, actions }: PlanningModel, q: Float64Array): Float64Array {
  const largest = (s: number) => q.subarray(s * actions, (s + 1) * actions).reduce((a, b) => Math.max(a, b));
  return Float64Array.from({ length: states }, (_, s) => largest(s));
}

/** Σ_s b₀(s) v(s) */
function startMean({ roots }: PlanningModel, values: Float64Array): number {
  return roots.reduce((total, root) => {
    const value = root.states.reduce((sum, state, i) => sum + root.values[i]! * values[state]!, 0);
    return total + root.probability * value;
  }, 0);
}

/** The largest less the smallest r(s, u), 0 among them. */
function rewardExtent({ rewards }: PlanningModel): number {
  let [least, greatest] = [0, 0];
  for (const values of rewards) {
    for (const reward of values) {
      least = Math.min(least, reward);
      greatest = Math.max(greatest, reward);
    }
  }
  return greatest - least;
}
