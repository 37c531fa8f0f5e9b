import type { FiniteModel, Random } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';

/** Rewards that formats have trouble with among them: whole numbers beyond 32 bits, long and short ones, zeros. */
const REWARDS = [0, 0, 1, -1, 1e12, -3e9, 1e-7, 1 / 3, -2.5e-300, 1e22];
const LABELS = ['a', 'b-2', 'uniform', 'T', 'x y', '>', '<b&"', 'ä', '7', '*'];

/**
 * A model of up to 5 states: rows that are sure, uniform or random, the identity among tables, any labels; in every third
 * one nothing is earned.
 */
export function randomModelOf(seed: number): FiniteModel {
  const random = randomStream(seed, 'interchange');
  const whole = (most: number) => 1 + Math.floor(random.uniform() * most);
  const [states, actions, observations] = [whole(5), whole(3), whole(4)];
  const tables = (columns: number) =>
    Array.from({ length: actions }, () => table(random, states, columns, whole(3)));
  const [transitions, observationTables] = [tables(states), tables(observations)];
  const earns = seed % 3 > 0;
  const rewards = Array.from({ length: 2 * states * actions }, () =>
    earns ? REWARDS[Math.floor(random.uniform() * REWARDS.length)]! : 0,
  );
  const byNext = seed % 2;
  const start = table(random, 1, states, whole(3))[0]!;
  return {
    ...finiteModel({
      states,
      actions,
      observations,
      labels: {
        states: Array.from({ length: states }, (_, i) => LABELS[(seed + i) % LABELS.length]!),
        actions: Array.from({ length: actions }, (_, i) => LABELS[(seed + i) % 2]! + i),
      },
      transition: (state, action) => transitions[action]![state]!,
      observation: (action, next) => observationTables[action]![next]!,
      reward: (state, action, next) => rewards[(action * states + (byNext ? next : state)) * 2]!,
      start,
      discount: 0.5,
    }),
  };
}

type Row = readonly (readonly [number, number])[];

function table(random: Random, rows: number, columns: number, kind: number): Row[] {
  return Array.from({ length: rows }, (_, row): Row => {
    if (kind === 1) return [[row % columns, 1]];
    const weights = Array.from({ length: columns }, () => (kind === 2 ? 1 : random.uniform() + 1e-3));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight, column) => [column, weight / sum]);
  });
}
