import { expect } from 'chai';
import { compareModels } from './compare-models.js';
import { finiteModel, type ModelDefinition } from './finite-model.js';

const definition: ModelDefinition = {
  states: 3,
  actions: 2,
  observations: 2,
  transition: (state, action) => [
    [state, 0.75],
    [(state + 1 + action) % 3, 0.25],
  ],
  observation: (_action, next) => [
    [0, next / 2],
    [1, 1 - next / 2],
  ],
  reward: (state, action, next, observation) => state + 10 * action + 100 * next + 1000 * observation,
  start: [[0, 1]],
};
const model = finiteModel(definition);
const none = { start: 0, transitions: 0, observationTables: 0, rewards: 0 };

describe('compareModels', () => {
  it('finds no difference in equal models', () => {
    expect(compareModels(model, finiteModel(definition))).to.deep.equal(none);
  });

  it('finds a successor that only one of them has, from either side', () => {
    const surer = finiteModel({ ...definition, transition: (state) => [[state, 1]] });
    expect(compareModels(model, surer)).to.deep.equal({ ...none, transitions: 0.25 });
    expect(compareModels(surer, model)).to.deep.equal({ ...none, transitions: 0.25 });
  });

  it('finds a changed observation, start or reward in its own table', () => {
    const other = finiteModel({
      ...definition,
      observation: (action, next) =>
        action === 1 && next === 1 ? [[1, 1]] : definition.observation(action, next),
    });
    expect(compareModels(model, other).observationTables).to.equal(0.5);
    const elsewhere = finiteModel({
      ...definition,
      start: [
        [0, 0.9],
        [2, 0.1],
      ],
    });
    expect(compareModels(model, elsewhere).start).to.be.closeTo(0.1, 1e-15);
    const richer = finiteModel({
      ...definition,
      reward: (...where) => definition.reward(...where) + (where[2] === 1 && where[3] === 0 ? 0.5 : 0),
    });
    expect(compareModels(model, richer)).to.deep.equal({ ...none, rewards: 0.5 });
  });

  it('compares rewards stored by transition with rewards stored by observation', () => {
    const constant = finiteModel({ ...definition, reward: () => 5 });
    expect(constant.rewards[0]!.offsets).to.equal(undefined);
    let greatest = 0;
    for (const [state, next] of [
      [0, 0],
      [0, 2],
      [1, 1],
      [1, 0],
      [2, 2],
      [2, 1],
    ] as const) {
      const observation = next === 2 ? 0 : 1;
      greatest = Math.max(greatest, definition.reward(state, 1, next, observation));
    }
    expect(compareModels(model, constant).rewards).to.equal(greatest - 5);
  });

  it('refuses models of different sizes', () => {
    const smaller = finiteModel({ ...definition, actions: 1 });
    expect(() => compareModels(model, smaller)).to.throw(RangeError, '2 actions, the other 1');
  });
});
