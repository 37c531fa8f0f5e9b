import { expect } from 'chai';
import { finiteModel } from './finite-model.js';
import { paysAs } from './pays-as.js';

/** Two states that can follow each other; state 0 shows 0 or 2, state 1 shows 1 alone. */
const shape = {
  states: 2,
  actions: 1,
  observations: 3,
  transition: (): [number, number][] => [
    [0, 0.5],
    [1, 0.5],
  ],
  observation: (_action: number, next: number): [number, number][] =>
    next === 1
      ? [[1, 1]]
      : [
          [0, 0.5],
          [2, 0.5],
        ],
  start: [[0, 1]] as [number, number][],
};

/** Which of the transitions 0→0, 0→1, 1→0, 1→1 pay. */
const paying = (model: ReturnType<typeof finiteModel>, observation: number, reward: number) =>
  [0, 1, 2, 3].filter(paysAs(model, { action: 0, observation, reward }));

describe('paysAs', () => {
  it('compares the reward of each stored transition', () => {
    const model = finiteModel({ ...shape, reward: (state, _action, next) => 10 * state + next });
    expect(paying(model, 0, 10)).to.deep.equal([2]);
    expect(paying(model, 2, 1)).to.deep.equal([1]);
    expect(paying(model, 0, 5)).to.deep.equal([]);
  });

  it('takes the reward of the observation, and of the first of a row that lacks it', () => {
    const model = finiteModel({
      ...shape,
      reward: (state, _action, _next, observation) => 10 * state + observation,
    });
    expect(paying(model, 2, 2)).to.deep.equal([0]);
    expect(paying(model, 2, 12)).to.deep.equal([2]);
    expect(paying(model, 2, 11)).to.deep.equal([3]);
    expect(paying(model, 1, 0)).to.deep.equal([0]);
  });

  it('takes rewards to be equal up to 1e-9 of 1 + |r|', () => {
    const model = finiteModel({ ...shape, reward: () => 999 });
    expect(paying(model, 0, 999 + 0.9e-6)).to.have.length(4);
    expect(paying(model, 0, 999 + 1.1e-6)).to.have.length(0);
  });
});
