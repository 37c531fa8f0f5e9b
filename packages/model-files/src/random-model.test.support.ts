import type { DiscreteSpace, FiniteModel, ModelAgent, ModelLabels } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import fc from 'fast-check';

type Entries = [outcome: number, probability: number][];

/** A distribution over few or all outcomes, with probabilities that no decimal of few digits holds. */
const distribution = (size: number): fc.Arbitrary<Entries> =>
  fc.oneof(
    fc.nat({ max: size - 1 }).map((outcome): Entries => [[outcome, 1]]),
    fc.constant(Array.from({ length: size }, (_, outcome): [number, number] => [outcome, 1 / size])),
    fc
      .uniqueArray(fc.tuple(fc.nat({ max: size - 1 }), fc.double({ min: 1e-3, max: 1, noNaN: true })), {
        minLength: 1,
        selector: ([outcome]) => outcome,
      })
      .map((entries): Entries => {
        const sum = entries.reduce((total, [, weight]) => total + weight, 0);
        return entries.map(([outcome, weight]) => [outcome, weight / sum]);
      }),
  );

const anyLabel = fc.oneof(
  fc.constantFrom(
    'a',
    'B-2',
    'T',
    'uniform',
    '0',
    '7',
    'x y',
    'ä',
    '#',
    ':',
    '*',
    '',
    '"',
    '\\',
    'line\nbreak',
  ),
  fc.string({ maxLength: 6 }),
);

const labels = (count: number): fc.Arbitrary<string[] | undefined> =>
  fc.oneof(
    fc.constant(undefined),
    fc.array(anyLabel, { minLength: count, maxLength: count }),
    fc.uniqueArray(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,4}$/), { minLength: count, maxLength: count }),
  );

const reward = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 100),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -100, max: 100, noNaN: true }),
);

const list = <T>(arbitrary: fc.Arbitrary<T>, length: number) =>
  fc.array(arbitrary, { minLength: length, maxLength: length });

/** How many states, actions and observations a model has. */
export interface RandomSizes {
  readonly states: number;
  readonly actions: number;
  readonly observations: number;
}

/** Sound models of these sizes in every variety: labels of any text, ends, first observations, rewards of any kind. */
export const randomModelOf = ({ states, actions, observations }: RandomSizes): fc.Arbitrary<FiniteModel> =>
  fc
    .record({
      start: distribution(states),
      transitions: list(list(distribution(states), states), actions),
      observationTables: list(list(distribution(observations), states), actions),
      initial: fc.option(list(distribution(observations), states), { nil: undefined }),
      terminal: fc.option(list(fc.boolean(), states), { nil: undefined }),
      discount: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      // Rewards by any one of what they may depend on, so that every shape of rule comes up.
      sparing: fc.constantFrom<number[]>(
        [0, 0, 0],
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [1, 1, 0],
        [0, 1, 1],
        [1, 1, 1],
      ),
      rewards: list(reward, 100),
      byAction: fc.boolean(),
      names: fc.tuple(labels(states), labels(actions), labels(observations)),
    })
    .map(
      ({
        start,
        transitions,
        observationTables,
        initial,
        terminal,
        discount,
        sparing,
        rewards,
        byAction,
        names,
      }) => {
        const [byState, byNext, byObservation] = sparing as [number, number, number];
        const kinds = ['states', 'actions', 'observations'] as const;
        const named = Object.fromEntries(kinds.flatMap((kind, at) => (names[at] ? [[kind, names[at]]] : [])));
        return finiteModel({
          states,
          actions,
          observations,
          labels: named as ModelLabels,
          start,
          transition: (state, action) => transitions[action]![state]!,
          observation: (action, next) => observationTables[action]![next]!,
          reward: (state, action, next, observation) =>
            rewards[
              ((byAction ? action * 31 : 0) +
                byState * state * 16 +
                byNext * next * 4 +
                byObservation * observation) %
                100
            ]!,
          ...(initial && { initialObservation: (state: number) => initial[state]! }),
          ...(terminal && { terminal: (state: number) => terminal[state]! }),
          ...(discount !== undefined && { discount }),
        });
      },
    );

/** Sound models of up to 5 states. */
export const randomModel: fc.Arbitrary<FiniteModel> = fc
  .record({
    states: fc.integer({ min: 1, max: 5 }),
    actions: fc.integer({ min: 1, max: 3 }),
    observations: fc.integer({ min: 1, max: 4 }),
  })
  .chain(randomModelOf);

const space = (size: number): fc.Arbitrary<DiscreteSpace> =>
  labels(size).map((names) => ({ kind: 'discrete', size, ...(names && { labels: names }) }));

const agent: fc.Arbitrary<ModelAgent> = fc
  .tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 2 }),
    fc.option(anyLabel, { nil: undefined }),
  )
  .chain(([actions, observations, name]) =>
    fc
      .tuple(space(actions), space(observations))
      .map(([done, seen]) => ({ ...(name !== undefined && { name }), actions: done, observations: seen })),
  );

/** Sound models of one to three agents. */
export const randomTeamModel: fc.Arbitrary<FiniteModel> = fc
  .array(agent, { minLength: 1, maxLength: 3 })
  .chain((agents) => {
    const product = (part: 'actions' | 'observations') =>
      agents.reduce((size, each) => size * each[part].size, 1);
    const sizes = { states: 3, actions: product('actions'), observations: product('observations') };
    return randomModelOf(sizes).map((model) => ({ ...model, agents }));
  });
