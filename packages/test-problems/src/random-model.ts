import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';

/** Dense random tables: `states` states, 3 actions, 3 observations, rewards in [-1, 1]. */
export function randomModel(seed: number, states = 4, discount = 0.9): FiniteModel {
  const random = randomStream(seed, 'model');
  const distribution = (size: number) => {
    const weights = Array.from({ length: size }, () => random.uniform() ** 3);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight, outcome): [number, number] => [outcome, weight / sum]);
  };
  const table = (rows: number, size: number) =>
    Array.from({ length: 3 }, () => Array.from({ length: rows }, () => distribution(size)));
  const [transitions, observationTables] = [table(states, states), table(states, 3)];
  const rewards = Array.from({ length: 3 * states }, () => 2 * random.uniform() - 1);
  return finiteModel({
    states,
    actions: 3,
    observations: 3,
    transition: (state, action) => transitions[action]![state]!,
    observation: (action, next) => observationTables[action]![next]!,
    reward: (state, action) => rewards[action * states + state]!,
    start: distribution(states),
    discount,
  });
}
