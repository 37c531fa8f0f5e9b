import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import fc from 'fast-check';
import { compareBehaviour } from './compare-behaviour.js';
import { randomModel } from './random-model.test.support.js';

/** A three-state problem; with `copies` the last state is split into that many that nobody can tell apart. */
function split(copies: number, shift = 0): FiniteModel {
  const kind = (state: number) => Math.min(state, 2);
  const into = (state: number, probability: number): [number, number][] =>
    state < 2
      ? [[state, probability]]
      : Array.from({ length: copies }, (_, copy) => [
          2 + copy,
          (probability * (copy + 1) * 2) / (copies * (copies + 1)),
        ]);
  return finiteModel({
    states: 2 + copies,
    actions: 2,
    observations: 2,
    transition: (state, action) => [
      ...into((kind(state) + 1 + action) % 3, 0.75 + shift),
      ...into(kind(state), 0.25 - shift),
    ],
    observation: (_action, next) => [
      [0, [0.9, 0.3, 0.2][kind(next)]!],
      [1, 1 - [0.9, 0.3, 0.2][kind(next)]!],
    ],
    reward: (state, action, next, observation) => kind(state) - action * kind(next) + 3 * observation,
    start: [...into(2, 0.5), [0, 0.5]],
  });
}

const settings = () => ({ random: randomStream(1, 'histories'), histories: 20, steps: 20 });

describe('compareBehaviour', () => {
  it('finds no difference but rounding where states are split that nobody can tell apart', () => {
    const { probabilities, rewards } = compareBehaviour(split(1), split(4), settings());
    expect(probabilities).to.be.below(1e-13);
    expect(rewards).to.be.below(1e-13);
  });

  it('finds a cell that is off by a twentieth', () => {
    expect(compareBehaviour(split(1), split(4, 0.05), settings()).probabilities).to.be.above(0.01);
    const richer = {
      ...split(1),
      rewards: split(1).rewards.map(({ values, ...rest }) => ({
        values: values.map((r) => r * 1.05),
        ...rest,
      })),
    };
    expect(compareBehaviour(split(1), richer, settings()).rewards).to.be.above(0.05);
  });

  it('finds any model equal to itself, and different where something else is seen first', () => {
    fc.assert(
      fc.property(randomModel, (model) => {
        expect(compareBehaviour(model, model, { ...settings(), histories: 2 })).to.deep.equal({
          probabilities: 0,
          rewards: 0,
        });
      }),
      { seed: 14, numRuns: 60 },
    );
    const first = (shown: number): FiniteModel =>
      finiteModel({
        states: 1,
        actions: 1,
        observations: 2,
        transition: () => [[0, 1]],
        observation: () => [[0, 1]],
        reward: () => 0,
        start: [[0, 1]],
        initialObservation: () => [[shown, 1]],
      });
    expect(compareBehaviour(first(0), first(1), settings()).probabilities).to.equal(1);
  });

  it('refuses what cannot be compared', () => {
    const model = split(1);
    expect(() => compareBehaviour(model, { ...model, observations: 3 }, settings())).to.throw(
      RangeError,
      '2 observations',
    );
  });
});
