import type { FiniteModel } from '@pomdp-gym/contracts';
import { expectedRewards, initialBounds, planningModel } from '@pomdp-gym/planning';

/** What one policy for all agents earns at most: the fast informed bound. Yields between sweeps. */
export function* jointBound(model: FiniteModel, discount: number): Generator<undefined, number> {
  const plan = planningModel(model, discount);
  const { q } = yield* initialBounds(plan);
  return plan.roots.reduce((sum, { probability, states, values }) => {
    const worth = Array.from({ length: plan.actions }, (_, action) =>
      values.reduce((total, mass, k) => total + mass * q[states[k]! * plan.actions + action]!, 0),
    );
    return sum + probability * Math.max(...worth);
  }, 0);
}

/** What can be earned at most in so many steps, where the state is known. */
export function horizonBound(model: FiniteModel, horizon: number, discount: number): number {
  const rewards = expectedRewards(model);
  let values = new Float64Array(model.states);
  for (let step = 0; step < horizon; step++) {
    const rest = values;
    values = rest.map((_, state) =>
      model.terminal?.[state] === 1 ? 0 : bestMove(model, rewards, state, rest, discount),
    );
  }
  return model.start.reduce((sum, share, state) => sum + share * values[state]!, 0);
}

function bestMove(
  model: FiniteModel,
  rewards: readonly Float64Array[],
  state: number,
  rest: Float64Array,
  discount: number,
): number {
  let best = -Infinity;
  model.transitions.forEach(({ offsets, indices, values }, action) => {
    let sum = 0;
    for (let k = offsets[state]!; k < offsets[state + 1]!; k++) sum += values[k]! * rest[indices[k]!]!;
    best = Math.max(best, rewards[action]![state]! + discount * sum);
  });
  return best;
}
