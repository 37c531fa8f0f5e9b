import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';

/** Runs a computation that yields to its end. */
export function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The tiger behind one of two doors (Cassandra, Kaelbling and Littman 1994). */
export function tiger(discount = 0.95): FiniteModel {
  return finiteModel({
    states: 2,
    actions: 3,
    observations: 2,
    labels: { actions: ['listen', 'open-left', 'open-right'] },
    transition: (state, action) =>
      action === 0
        ? [[state, 1]]
        : [
            [0, 0.5],
            [1, 0.5],
          ],
    emission: (action, next) => [
      [next, action === 0 ? 0.85 : 0.5],
      [1 - next, action === 0 ? 0.15 : 0.5],
    ],
    reward: (state, action) => (action === 0 ? -1 : action === state + 1 ? -100 : 10),
    start: [
      [0, 0.5],
      [1, 0.5],
    ],
    discount,
  });
}

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
  const [transitions, emissions] = [table(states, states), table(states, 3)];
  const rewards = Array.from({ length: 3 * states }, () => 2 * random.uniform() - 1);
  return finiteModel({
    states,
    actions: 3,
    observations: 3,
    transition: (state, action) => transitions[action]![state]!,
    emission: (action, next) => emissions[action]![next]!,
    reward: (state, action) => rewards[action * states + state]!,
    start: distribution(states),
    discount,
  });
}

/** A random belief over `states` states. */
export function randomBelief(random: { uniform(): number }, states: number): Float64Array {
  const weights = Float64Array.from({ length: states }, () => random.uniform() ** 2);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * A corridor of `length` cells with a lamp that is on or off: the robot always knows its cell, never the lamp; it sees
 * the lamp with accuracy .8 in cell 0 only. Action 0 goes left, 1 goes right, 2 bets that the lamp is on: +1 or −1 and it
 * is over. Nothing tells the robot where it starts.
 */
export function corridor(length: number, terminal: boolean): FiniteModel {
  const over = 2 * length;
  const cellOf = (state: number) => state >> 1;
  const walk = (state: number, action: number) => {
    const cell = Math.min(length - 1, Math.max(0, cellOf(state) + (action === 0 ? -1 : 1)));
    return 2 * cell + (state & 1);
  };
  return finiteModel({
    states: 2 * length + 1,
    actions: 3,
    observations: length + 1,
    transition: (state, action) => [[state === over || action === 2 ? over : walk(state, action), 1]],
    emission: (_action, next) => {
      if (next === over) return [[length, 1]];
      if (cellOf(next) > 0) return [[cellOf(next), 1]];
      return [
        [0, next & 1 ? 0.8 : 0.2],
        [length, next & 1 ? 0.2 : 0.8],
      ];
    },
    reward: (state, action) => (state === over || action !== 2 ? 0 : state & 1 ? 1 : -1),
    start: Array.from({ length: over }, (_, state) => [state, 1 / over] as const),
    ...(terminal && { terminal: (state: number) => state === over }),
    discount: 0.9,
  });
}

/**
 * A walk from a ledge into a pit and out of it. `stay` (0) keeps the state and `step` (1) leads ledge → pit → safe → safe.
 * Staying in the pit costs 10, stepping there 2, and anything on the ledge pays 1. After `stay` the safe place shows
 * `clear`, the pit `dim` with probability .1, the ledge `dim`; after `step` only the ledge shows `clear`. The value of the
 * uniform start is −12/13 at γ = .9: a policy that follows vectors whose continuations were pruned earns −30.
 */
export function trap(): FiniteModel {
  const [safe, pit, ledge] = [0, 1, 2];
  return finiteModel({
    states: 3,
    actions: 2,
    observations: 2,
    transition: (state, action) => [[action === 0 ? state : state === ledge ? pit : safe, 1]],
    emission: (action, next) => {
      if (action === 1) return [[next === ledge ? 1 : 0, 1]];
      if (next === safe) return [[1, 1]];
      return next === ledge
        ? [[0, 1]]
        : [
            [0, 0.1],
            [1, 0.9],
          ];
    },
    reward: (state, action) => (state === pit ? (action === 0 ? -10 : -2) : state === ledge ? 1 : 0),
    start: [
      [0, 1 / 3],
      [1, 1 / 3],
      [2, 1 / 3],
    ],
    discount: 0.9,
  });
}
