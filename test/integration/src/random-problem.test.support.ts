import type { FiniteModel, Random } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';

type Row = readonly (readonly [outcome: number, probability: number])[];

const DISCOUNTS = [0, 0.2, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999];

/**
 * A random problem of 1 to 6 states with some of what models may have: states that end the episode, first observations,
 * rewards by what is entered or seen, rows of one outcome or several. The larger the discount, the more rows have one
 * outcome, so that most policies come to few beliefs that matter.
 */
export function randomProblem(seed: number): FiniteModel {
  const random = randomStream(seed, 'random-problem');
  const below = (count: number) => random.uint32() % count;
  const [states, actions, observations] = [1 + below(6), 1 + below(3), 1 + below(3)];
  const discount = pick(random, DISCOUNTS);
  const chance = random.uniform() * (1 - discount) ** 0.25;
  const table = (rows: number, columns: number) =>
    Array.from({ length: rows }, () => randomRow(random, columns, chance));
  const transitions = Array.from({ length: actions }, () => table(states, states));
  const observationTables = Array.from({ length: actions }, () => table(states, observations));
  const rewards = randomRewards(random, actions);
  const first = below(2) === 0 ? table(states, observations) : undefined;
  const ends = below(2) === 0 ? Array.from({ length: states }, () => below(4) === 0) : undefined;
  return finiteModel({
    states,
    actions,
    observations,
    transition: (state, action) => transitions[action]![state]!,
    observation: (action, next) => observationTables[action]![next]!,
    reward: rewards,
    start: below(3) === 0 ? randomRow(random, states, 0) : evenRow(states),
    ...(first && { initialObservation: (state: number) => first[state]! }),
    ...(ends && { terminal: (state: number) => ends[state]! }),
    discount,
  });
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.uint32() % from.length]!;
}

/** One outcome, or with this probability several: all as likely, or two or all by chance. */
function randomRow(random: Random, size: number, chance: number): Row {
  if (random.uniform() >= chance) return [[random.uint32() % size, 1]];
  const kind = random.uint32() % 3;
  if (kind === 0) return evenRow(size);
  const weights = Array.from({ length: kind === 1 ? 2 : size }, () => 0.05 + random.uniform());
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, i) => [kind === 1 ? random.uint32() % size : i, weight / total] as const);
}

function evenRow(size: number): Row {
  return Array.from({ length: size }, (_, outcome) => [outcome, 1 / size] as const);
}

/** Few different rewards, by state and action, and in some models by what is entered and seen too. */
function randomRewards(
  random: Random,
  actions: number,
): (state: number, action: number, next: number, observation: number) => number {
  const table = Array.from({ length: 97 }, () =>
    pick(random, [0, 0, 1, -1, -10, 10, 20 * random.uniform() - 10]),
  );
  const [byNext, byObservation] = [random.uint32() % 3 === 0 ? 29 : 0, random.uint32() % 3 === 0 ? 53 : 0];
  return (state, action, next, observation) =>
    table[(state * actions + action + byNext * next + byObservation * observation) % table.length]!;
}
