import { expect } from 'chai';
import { finiteModel, type ModelDefinition } from './finite-model.js';
import { reachableStates } from './reachable-states.js';

const definition: ModelDefinition = {
  states: 3,
  actions: 2,
  observations: 2,
  transition: (state) => [[(state + 1) % 3, 1]],
  observation: (_action, next) =>
    next === 0
      ? [[0, 1]]
      : [
          [0, 0.5],
          [1, 0.5],
        ],
  reward: () => 1,
  start: [[0, 1]],
};

describe('finiteModel', () => {
  it('adds up what is said of a start state twice', () => {
    const start = [
      [2, 0.25],
      [0, 0.5],
      [2, 0.25],
    ] as const;
    expect([...finiteModel({ ...definition, start }).start]).to.deep.equal([0.5, 0, 0.5]);
  });

  it('holds rewards by transition where no observation makes a difference, and else by both, action by action', () => {
    const { rewards } = finiteModel({
      ...definition,
      reward: (state, action, _next, observation) => 10 * state + action * observation,
    });
    expect(rewards[0]).to.deep.equal({ values: Float64Array.of(0, 10, 20) });
    // 0 → 1 and 1 → 2 may show either observation, 2 → 0 only the first.
    expect(rewards[1]).to.deep.equal({
      values: Float64Array.of(0, 1, 10, 11, 20),
      offsets: Int32Array.of(0, 2, 4, 5),
    });
  });

  it('throws a sentence where what is said is no model', () => {
    const broken = { transition: () => [[0, 0.9]] as const };
    expect(() => finiteModel({ ...definition, ...broken })).to.throw(RangeError, 'sum to 0.9, not to 1.');
    const beyond = { observation: () => [[2, 1]] as const };
    expect(() => finiteModel({ ...definition, ...beyond })).to.throw(RangeError, 'the columns are 0 to 1');
  });

  const foreign: [string, object, string][] = [
    [
      'a dense row',
      { transition: () => [0.9, 0.1] },
      'transition(0, 0) returns [0.9,0.1]; it must be a list of pairs [outcome, probability]: write [[0,0.9],[1,0.1]].',
    ],
    [
      'an outcome alone',
      { observation: () => 1 },
      'observation(0, 0) returns 1; it must be a list of pairs [outcome, probability], such as [[0,1]].',
    ],
    [
      'a dense start',
      { start: [1, 0, 0] },
      'start is [1,0,0]; it must be a list of pairs [outcome, probability]: write [[0,1],[1,0],[2,0]].',
    ],
    [
      'no first observation',
      { initialObservation: () => undefined },
      'initialObservation(0) returns undefined; it must be',
    ],
    [
      'a reward in words',
      { reward: () => '1' },
      'reward(0, 0, 1, 0) returns the text "1"; it must be a number: turn it into one with Number(…).',
    ],
    ['no reward', { reward: () => undefined }, 'reward(0, 0, 1, 0) returns undefined; it must be a number.'],
  ];
  for (const [what, change, sentence] of foreign) {
    it(`throws a sentence with the cure where it is given ${what}`, () => {
      const written: ModelDefinition = Object.assign({ ...definition }, change);
      expect(() => finiteModel(written)).to.throw(RangeError, sentence);
    });
  }
});

describe('reachableStates', () => {
  it('does not take what is stored with probability 0 for a way', () => {
    const model = finiteModel({
      ...definition,
      transition: (state) => [
        [state, 0.5],
        [(state + 1) % 3, 0.5],
      ],
    });
    // From state 1 on to 2 nothing leads.
    const transitions = model.transitions.map((table) => ({
      ...table,
      values: table.values.map((value, k) => (k === 2 ? 1 : k === 3 ? 0 : value)),
    }));
    const closed = { ...model, transitions };
    expect([...reachableStates(closed)]).to.deep.equal([1, 1, 0]);
  });
});
