import type { FiniteModel } from '@pomdp-gym/contracts';

/** r(s, u) = Σ_s' P(s' | s, u) Σ_y P(y | u, s') r(s, u, s', y): for each action, one number a state. */
export function expectedRewards(model: FiniteModel): Float64Array[] {
  return Array.from({ length: model.actions }, (_, action) => rewardsOf(model, action));
}

function rewardsOf(model: FiniteModel, action: number): Float64Array {
  const transitions = model.transitions[action]!;
  const expected = new Float64Array(model.states);
  for (let state = 0; state < model.states; state++) {
    const end = transitions.offsets[state + 1]!;
    let total = 0;
    let reward = 0;
    for (let k = transitions.offsets[state]!; k < end; k++) {
      total += transitions.values[k]!;
      reward += transitions.values[k]! * rewardOfTransition(model, action, k);
    }
    expected[state] = reward / total;
  }
  return expected;
}

function rewardOfTransition(model: FiniteModel, action: number, k: number): number {
  const { values, offsets } = model.rewards[action]!;
  if (!offsets) return values[k]!;
  const observationTable = model.observationTables[action]!;
  const begin = observationTable.offsets[model.transitions[action]!.indices[k]!]!;
  let total = 0;
  let reward = 0;
  for (let place = offsets[k]!; place < offsets[k + 1]!; place++) {
    const probability = observationTable.values[begin + place - offsets[k]!]!;
    total += probability;
    reward += probability * values[place]!;
  }
  return reward / total;
}
