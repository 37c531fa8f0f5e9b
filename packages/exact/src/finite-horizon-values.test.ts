import { deterministicController, finiteModel } from '@pomdp-gym/models';
import { expect } from 'chai';
import { discountedValue } from './discounted-value.js';
import { finiteHorizonValues } from './finite-horizon-values.js';

/** From 0 to 1 with ½ a step, from 1 to the end 2; a step from state s earns s + 1. */
const walk = finiteModel({
  states: 3,
  actions: 1,
  observations: 1,
  transition: (state) =>
    state === 0
      ? [
          [0, 0.5],
          [1, 0.5],
        ]
      : [[2, 1]],
  observation: () => [[0, 1]],
  reward: (state) => state + 1,
  start: [[0, 1]],
  terminal: (state) => state === 2,
  discount: 0.5,
});

const only = deterministicController({
  ...{ nodes: 1, observations: 2, actions: 1, start: 0 },
  action: () => 0,
  successor: () => 0,
});

describe('finiteHorizonValues', () => {
  it('adds up the rewards of the first steps, and nothing after an end', () => {
    // P(s_t = 0) = 2^−t, P(s_t = 1) = 2^−t for t ≥ 1: 1; + ½ + 2 · ½; + ¼ + 2 · ¼; …
    expect([...finiteHorizonValues(walk, only, 4)]).to.deep.equal([1, 2.5, 3.25, 3.625]);
    // With γ = ½: 1; + ½ · 1.5; + ¼ · .75.
    expect([...finiteHorizonValues(walk, only, 3, 0.5)]).to.deep.equal([1, 1.75, 1.9375]);
  });

  it('tends to the discounted value', () => {
    const values = finiteHorizonValues(walk, only, 60, 0.5);
    // γ^60 times a reward of at most 2 is below the rounding of the sum.
    expect(values[59]).to.be.closeTo(discountedValue(walk, only, 0.5), 1e-14);
  });
});
