import type { FiniteModel } from '@pomdp-gym/contracts';

/** E[r | b, u] = Σ_s b(s) Σ_s' P(s' | s, u) Σ_y P(y | u, s') r(s, u, s', y). */
export function expectedReward(model: FiniteModel, belief: Float64Array, action: number): number {
  const { offsets, indices, values } = model.transitions[action]!;
  const observationTable = model.observationTables[action]!;
  const rewards = model.rewards[action]!;
  let sum = 0;
  for (let state = 0; state < model.states; state++) {
    const mass = belief[state]!;
    if (mass === 0) continue;
    for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
      const weight = mass * values[k]!;
      if (!rewards.offsets) {
        sum += weight * rewards.values[k]!;
        continue;
      }
      const begin = observationTable.offsets[indices[k]!]!;
      const first = rewards.offsets[k]!;
      const count = rewards.offsets[k + 1]! - first;
      for (let j = 0; j < count; j++)
        sum += weight * observationTable.values[begin + j]! * rewards.values[first + j]!;
    }
  }
  return sum;
}
