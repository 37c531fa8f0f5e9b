import { finiteModel, modelCard, type ModelDefinition, reachableStates } from '@pomdp-gym/models';
import { expect } from 'chai';
import { lintModel } from './lint-model.js';

/** Four states in a ring, nothing odd about it. */
const ring: ModelDefinition = {
  states: 4,
  actions: 2,
  observations: 2,
  labels: { states: ['n', 'e', 's', 'w'], actions: ['left', 'right'], observations: ['dark', 'light'] },
  transition: (state, action) => [
    [(state + (action === 0 ? 3 : 1)) % 4, 0.8],
    [state, 0.2],
  ],
  observation: (_action, next) => [
    [next % 2, 0.9],
    [1 - (next % 2), 0.1],
  ],
  reward: (state, action) => (state === 2 ? action : 0),
  start: [[0, 1]],
  discount: 0.9,
};

const findings = (changes: Partial<ModelDefinition>) =>
  lintModel(finiteModel({ ...ring, ...changes })).map(({ kind, elements, message }) => [
    kind,
    elements,
    message,
  ]);

describe('lintModel', () => {
  it('finds nothing odd in a plain model', () => {
    expect(findings({})).to.deep.equal([]);
  });

  it('does not take what is stored with probability 0 for a way', () => {
    const model = finiteModel({
      ...ring,
      transition: (state) => [
        [state, 0.5],
        [(state + 1) % 4, 0.5],
      ],
    });
    // From state 1 on to 2 nothing leads.
    const transitions = model.transitions.map((table) => ({
      ...table,
      values: table.values.map((value, k) => (k === 2 ? 1 : k === 3 ? 0 : value)),
    }));
    const found = lintModel({ ...model, transitions }).find(({ kind }) => kind === 'unreachable-states');
    expect(found?.elements).to.deep.equal([2, 3]);
  });

  it('finds states that cannot be reached, and rewards that can only be earned there', () => {
    const oneWay = (state: number, action: number): [number, number][] =>
      state === 3 ? [[3, 1]] : [[(state + 1 + action) % 3, 1]];
    expect(findings({ transition: oneWay, reward: (state) => (state === 3 ? 50 : state) })).to.deep.equal([
      ['unreachable-states', [3], 'State w can never be reached from a start.'],
      ['unattainable-rewards', [0, 1], 'The reward 50 can never be earned with 2 actions (left, right).'],
    ]);
  });

  it('finds states that are never left, unless they are marked as an end', () => {
    const trap = (state: number, action: number) =>
      state === 2 ? [[2, 1] as const] : [...ring.transition(state, action)];
    expect(findings({ transition: trap, reward: () => 0 })).to.deep.equal([
      ['absorbing-states', [2], 'State s is never left, and not marked as an end.'],
    ]);
    expect(findings({ transition: trap, reward: () => 0, terminal: (state) => state === 2 })).to.deep.equal(
      [],
    );
  });

  it('does not go on from an end', () => {
    const model = finiteModel({ ...ring, terminal: (state) => state % 2 === 1 });
    expect([...reachableStates(model)]).to.deep.equal([1, 1, 0, 1]);
    const kinds = lintModel(model).map(({ kind }) => kind);
    expect(kinds).to.deep.equal(['unreachable-states', 'unattainable-rewards']);
  });

  it('finds actions that do the same, in their rewards too', () => {
    const same = { transition: (state: number) => ring.transition(state, 0), reward: () => 1 };
    expect(findings(same)).to.deep.equal([
      ['equal-actions', [0, 1], '2 actions (left, right) do the same in every state that can be reached.'],
    ]);
    expect(findings({ ...same, reward: (_state, action) => action })).to.deep.equal([]);
    expect(findings({ ...same, observation: (action, next) => [[(action + next) % 2, 1]] })).to.deep.equal(
      [],
    );
    const ending = {
      ...same,
      transition: (state: number, action: number) => ring.transition(state, state === 2 ? action : 0),
      terminal: (state: number) => state === 2,
    };
    expect(
      findings(ending).map(([kind]) => kind),
      'nothing is done after an end',
    ).to.include('equal-actions');
  });

  it('finds observations that are never made, counting the first', () => {
    const dark = { observation: () => [[0, 1]] as [number, number][] };
    expect(findings(dark)).to.deep.equal([
      ['unseen-observations', [1], 'Observation light can never be made.'],
    ]);
    expect(findings({ ...dark, initialObservation: () => [[1, 1]] })).to.deep.equal([]);
  });

  it('names elements by number where they have no names, and not all of many', () => {
    const [finding] = lintModel(
      finiteModel({
        ...ring,
        states: 12,
        labels: {},
        transition: () => [[0, 1]],
        observation: ring.observation,
        reward: () => 0,
      }),
    );
    expect(finding!.message).to.equal('11 states (1, 2, 3, 4, 5, …) can never be reached from a start.');
  });
});

describe('modelCard', () => {
  it('counts', () => {
    expect(modelCard(finiteModel({ ...ring, terminal: (state) => state === 3 }))).to.deep.equal({
      states: 4,
      actions: 2,
      observations: 2,
      discount: 0.9,
      rewardRange: [0, 1],
      startSupport: 1,
      terminalStates: 1,
      transitions: 16,
      observationEntries: 16,
    });
    const undiscounted: { -readonly [K in keyof ModelDefinition]: ModelDefinition[K] } = { ...ring };
    delete undiscounted.discount;
    expect(modelCard(finiteModel(undiscounted)).discount).to.equal(null);
  });
});
