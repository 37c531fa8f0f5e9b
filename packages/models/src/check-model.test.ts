import type { FiniteModel } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { assertModel, modelProblems } from './check-model.js';
import { finiteModel } from './finite-model.js';

type Writable<T> = T extends ArrayBufferView | string | number | undefined
  ? T
  : { -readonly [K in keyof T]: Writable<T[K]> };

/** Three states in a ring, the last an end; rewards by observation under `stay`, by transition under `go`. */
const sound = finiteModel({
  states: 3,
  actions: 2,
  observations: 2,
  labels: { states: ['a', 'b', 'c'], actions: ['go', 'stay'] },
  transition: (state, action) => [
    [(state + 1) % 3, action === 0 ? 0.75 : 0.25],
    [state, action === 0 ? 0.25 : 0.75],
  ],
  observation: (_action, next) =>
    next === 0
      ? [[0, 1]]
      : [
          [0, 0.5],
          [1, 0.5],
        ],
  initialObservation: () => [[1, 1]],
  reward: (state, action, _next, observation) => state + action * observation,
  start: [
    [0, 0.5],
    [1, 0.5],
  ],
  terminal: (state) => state === 2,
  discount: 0.9,
});

/** The problems of the model after one change to it. */
function problems(change: (model: Writable<FiniteModel>) => void): string[] {
  const model = structuredClone(sound) as Writable<FiniteModel>;
  change(model);
  return modelProblems(model);
}

/** What a change breaks, and every sentence that says so. */
const faults: readonly [
  what: string,
  change: (model: Writable<FiniteModel>) => void,
  ...sentences: string[],
][] = [
  ['no states', (model) => (model.states = 0), 'A model has at least one of its states, not 0.'],
  ['half an action', (model) => (model.actions = 1.5), 'A model has at least one of its actions, not 1.5.'],
  [
    'a table too few of each kind',
    (model) => [model.transitions, model.observationTables, model.rewards].forEach((tables) => tables.pop()),
    'Transition tables: 1, where 2 are expected.',
    'Observation tables: 1, where 2 are expected.',
    'Reward tables: 1, where 2 are expected.',
  ],
  [
    'labels, starts and marks of another size',
    (model) => {
      model.labels = { states: ['a'], actions: ['go'], observations: ['x', 'y', 'z'] };
      model.start = Float64Array.of(1);
      model.terminal = Uint8Array.of(0);
    },
    'Numbers in the start distribution: 1, where 3 are expected.',
    'State labels: 1, where 3 are expected.',
    'Action labels: 1, where 2 are expected.',
    'Observation labels: 3, where 2 are expected.',
    'Terminal marks: 1, where 3 are expected.',
  ],
  [
    'rows and columns of a transition table',
    (model) => Object.assign(model.transitions[1]!, { rows: 2, columns: 4 }),
    'Rows of transition table 1: 2, where 3 are expected.',
    'Columns of transition table 1: 4, where 3 are expected.',
  ],
  [
    'rows and columns of an observation table',
    (model) => Object.assign(model.observationTables[0]!, { rows: 4, columns: 3 }),
    'Rows of observation table 0: 4, where 3 are expected.',
    'Columns of observation table 0: 3, where 2 are expected.',
  ],
  [
    'rows of the first observations',
    (model) => (model.initialObservationTable!.rows = 1),
    'Rows of the table of first observations: 1, where 3 are expected.',
  ],
  [
    'a missing offset, and values without a column',
    (model) => {
      model.transitions[0]!.offsets = Int32Array.of(0, 2, 6);
      model.observationTables[0]!.indices = Int32Array.of(0, 0, 1, 0);
    },
    'Offsets of transition table 0: 3, where 4 are expected.',
    'Values of observation table 0: 5, where 4 are expected.',
  ],
  [
    'offsets that begin late',
    (model) => (model.transitions[0]!.offsets[0] = 1),
    'The offsets of transition table 0 begin at 1, not at 0.',
  ],
  [
    'offsets that fall',
    (model) => model.transitions[0]!.offsets.set([0, 4, 2, 6]),
    'The offsets of transition table 0 fall from 4 to 2 in row 1.',
  ],
  [
    'offsets that end early',
    (model) => (model.observationTables[1]!.offsets[3] = 4),
    'The offsets of observation table 1 end at 4, where 5 entries are stored.',
  ],
  [
    'a successor out of range',
    (model) => (model.transitions[0]!.indices[3] = 3),
    'Row 1 of transition table 0 has an entry in column 3; the columns are 0 to 2.',
  ],
  [
    'an observation out of range',
    (model) => (model.observationTables[0]!.indices[0] = -1),
    'Row 0 of observation table 0 has an entry in column -1; the columns are 0 to 1.',
  ],
  [
    'a column twice',
    (model) => (model.transitions[0]!.indices[1] = 0),
    'Row 0 of transition table 0 stores column 0 after column 0; the columns of a row rise.',
  ],
  [
    'columns out of order',
    (model) => model.transitions[0]!.indices.set([1, 0]),
    'Row 0 of transition table 0 stores column 0 after column 1; the columns of a row rise.',
  ],
  [
    'negative probabilities, in rows that sum to one',
    (model) => {
      model.transitions[0]!.values.set([-0.00001, 1.00001], 0);
      model.observationTables[1]!.values.set([-0.00001, 1.00001], 1);
      model.start.set([-0.00001, 1.00001]);
    },
    'The transitions from state a under action go hold -0.00001, which is no probability.',
    'The observations on entering state b under action stay hold -0.00001, which is no probability.',
    'The start probabilities hold -0.00001, which is no probability.',
  ],
  [
    'probabilities that are no numbers, or above one',
    (model) => {
      model.transitions[0]!.values[0] = NaN;
      model.initialObservationTable!.values[2] = 1.5;
    },
    'The transitions from state a under action go hold NaN, which is no probability.',
    'The first observations in state c hold 1.5, which is no probability.',
  ],
  [
    'sums off by more than rounding, and by rounding',
    (model) => {
      model.transitions[1]!.values[0]! += 0.0002;
      model.observationTables[0]!.values[0]! -= 0.00009;
      model.start[0] = 0.25;
    },
    'The transitions from state a under action stay sum to 1.0002, not to 1.',
    'The start probabilities sum to 0.75, not to 1.',
  ],
  [
    'rewards that are too few, or not finite',
    (model) => (model.rewards[0]!.values = Float64Array.of(0, NaN, 0, 0, 0)),
    'Rewards under action go: 5, where 6 are expected.',
    'A reward under action go is NaN, not a finite number.',
  ],
  [
    'reward offsets that are too few',
    (model) => (model.rewards[1]!.offsets = Int32Array.of(0, 1, 3)),
    'Reward offsets under action stay: 3, where 7 are expected.',
  ],
  [
    'reward offsets that begin late',
    (model) => (model.rewards[1]!.offsets![0] = 1),
    'The reward offsets under action stay begin at 1, not at 0.',
  ],
  [
    'reward offsets past what the successor shows',
    (model) => (model.rewards[1]!.offsets![2] = 9),
    'The reward offsets under action stay give 8 rewards to stored transition 1, whose successor shows 2 observations.',
  ],
  [
    'reward offsets past the values',
    (model) => (model.rewards[1]!.values = model.rewards[1]!.values.slice(0, -1)),
    'Rewards under action stay: 9, where 10 are expected.',
  ],
  [
    'a mark that is neither yes nor no',
    (model) => (model.terminal![1] = 2),
    'The terminal mark of state b is 2, neither 0 nor 1.',
  ],
  [
    'a discount above one',
    (model) => (model.discount = 1.01),
    'The discount is 1.01; it must lie from 0 to 1.',
  ],
  [
    'no discount to speak of',
    (model) => (model.discount = NaN),
    'The discount is NaN; it must lie from 0 to 1.',
  ],
];

describe('modelProblems', () => {
  it('finds none in a sound model, with every optional part and without', () => {
    expect(modelProblems(sound)).to.deep.equal([]);
    const { states, actions, observations, transitions, observationTables, rewards, start } = sound;
    const bare = {
      states,
      actions,
      observations,
      transitions,
      observationTables,
      rewards,
      start,
      labels: {},
    };
    expect(modelProblems(bare)).to.deep.equal([]);
    expect(sound.rewards.map(({ offsets }) => offsets !== undefined)).to.deep.equal([false, true]);
  });

  for (const [what, change, ...sentences] of faults) {
    it(`says so: ${what}`, () => expect(problems(change)).to.deep.equal(sentences));
  }
});

describe('assertModel', () => {
  it('passes a sound model, and throws the first three problems of another with the number of the rest', () => {
    assertModel(sound);
    const broken: FiniteModel = {
      ...sound,
      transitions: [],
      observationTables: [],
      rewards: [],
      start: new Float64Array(2),
    };
    expect(() => assertModel(broken)).to.throw(
      RangeError,
      'Transition tables: 0, where 2 are expected. Observation tables: 0, where 2 are expected. ' +
        'Reward tables: 0, where 2 are expected. (and 1 more)',
    );
  });
});
