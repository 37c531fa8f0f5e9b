import type { FiniteModel } from '@pomdp-gym/contracts';
import { expectedReward } from '@pomdp-gym/models';

/** For each state, the least and the most that is earned from it on, whatever is done: S numbers each. */
export interface StateRange {
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** A sweep that moves no value by more than this part of the largest is the last one. */
const SETTLED = 1e-13;
const MOST_SWEEPS = 100_000;

/**
 * Bounds on Σ_t γ^t r_{t+1} from each state, by value iteration with the state known (Puterman 1994, section 6.3): from above
 * with the best actions, from below with the worst. Each sweep leaves a bound, so it may stop anywhere.
 *
 * @param discount γ in [0, 1).
 */
export function stateRange(model: FiniteModel, discount: number): StateRange {
  const rewards = stateRewards(model);
  const all = rewards.flatMap((row) => [...row]);
  const most = Math.max(0, ...all) / (1 - discount);
  const least = Math.min(0, ...all) / (1 - discount);
  return {
    most: iterate(model, rewards, discount, most, Math.max),
    least: iterate(model, rewards, discount, least, Math.min),
  };
}

/** r(s, u) = E[r | s, u], one row of S numbers an action. */
export function stateRewards(model: FiniteModel): Float64Array[] {
  return Array.from({ length: model.actions }, (_, action) =>
    Float64Array.from({ length: model.states }, (_state, state) => {
      const certain = new Float64Array(model.states);
      certain[state] = 1;
      return expectedReward(model, certain, action);
    }),
  );
}

function iterate(
  model: FiniteModel,
  rewards: readonly Float64Array[],
  discount: number,
  from: number,
  choose: (one: number, other: number) => number,
): Float64Array {
  const values = new Float64Array(model.states).fill(from);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let change = 0;
    for (let state = 0; state < model.states; state++) {
      const value = rewards
        .map((row, action) => row[state]! + discount * valueOfNext(model, state, action, values))
        .reduce((one, other) => choose(one, other));
      change = Math.max(change, Math.abs(value - values[state]!));
      values[state] = value;
    }
    if (change <= SETTLED * Math.abs(from)) break;
  }
  return values;
}

/** Σ_s' P(s' | s, u) v(s'), where a state that ends the episode counts for nothing. */
function valueOfNext(model: FiniteModel, state: number, action: number, values: Float64Array): number {
  const { offsets, indices, values: probabilities } = model.transitions[action]!;
  let sum = 0;
  for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
    const next = indices[k]!;
    if (model.terminal?.[next] !== 1) sum += probabilities[k]! * values[next]!;
  }
  return sum;
}
