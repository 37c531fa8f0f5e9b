import type { FiniteModel, Spaces, StepBatch } from '@pomdp-gym/contracts';
import { describePolicy } from '@pomdp-gym/conformance';
import { finiteModel } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { beliefPolicy } from './spec.js';

describePolicy(beliefPolicy);
describePolicy(beliefPolicy, { options: { products: true } });

/** Tiger's listening: two states that stay, seen rightly with probability .85; the other action puts the state back. */
const listening: FiniteModel = finiteModel({
  states: 2,
  actions: 2,
  observations: 2,
  transition: (state, action) =>
    action === 0
      ? [[state, 1]]
      : [
          [0, 0.5],
          [1, 0.5],
        ],
  observation: (action, next) => {
    const right = action === 0 ? 0.85 : 0.5;
    return [
      [next, right],
      [1 - next, 1 - right],
    ];
  },
  reward: () => 0,
  start: [
    [0, 0.5],
    [1, 0.5],
  ],
});
const spaces: Spaces = {
  observationSpace: { kind: 'discrete', size: 3 },
  actionSpace: { kind: 'discrete', size: 2 },
};
const make = (products = false) => beliefPolicy.create({ products }, spaces, () => listening);

describe('belief policy', () => {
  it('acts by the exact belief: .85 after one observation, .85² / (.85² + .15²) after two alike', () => {
    const policy = make();
    policy.parameters.set([1000, 1000, 0, 0]); // it always takes action 0
    policy.reset(randomStream(1, 'policy'));
    const believed = [2, 0, 0, 1, 1, 1].map((y) => {
      policy.act(y);
      return policy.memory()[0]!;
    });
    const sure = 0.85 ** 2 / (0.85 ** 2 + 0.15 ** 2);
    // Some roundings of numbers below 1.
    [0.5, 0.85, sure, 0.85, 0.5, 0.15].forEach((p, t) => expect(believed[t]).to.be.closeTo(p, 1e-14));
    expect(policy.memory()[2]).to.equal(0);
  });

  it('begins its belief anew after an observation that it gives no chance', () => {
    const policy = make();
    policy.parameters.set([1000, 1000, 0, 0]);
    policy.reset(randomStream(1, 'policy'));
    [2, 0, 2].forEach((y) => policy.act(y));
    expect([...policy.memory()]).to.deep.equal([0.5, 0.5, 0]);
  });

  it('has the entries of the belief as features, and their products where these are asked for', () => {
    expect(make().parameters).to.have.length(2 * 2);
    expect(make(true).parameters).to.have.length(2 * 5);
    const policy = make(true);
    policy.parameters.set([0.1, 0.2, 0.3, 0.4, 0.5]);
    const column = (...values: number[]) => ({ width: values.length, values: Float64Array.from(values) });
    const batch: StepBatch = {
      length: 1,
      observations: { width: 0, values: Int32Array.of(0) },
      actions: { width: 0, values: Int32Array.of(0) },
      rewards: new Float64Array(1),
      ending: 'none',
      memory: { before: column(0.5, 0.5, -1), after: column(0.3, 0.7, 0) },
    };
    // θ_1 = 0; φ = (b1, b2, b1², b1 b2, b2²).
    const preference = 0.1 * 0.3 + 0.2 * 0.7 + 0.3 * 0.09 + 0.4 * 0.21 + 0.5 * 0.49;
    expect(policy.logProbability(batch, 0)).to.be.closeTo(-Math.log(1 + Math.exp(-preference)), 1e-15);
  });

  it('refuses an environment without a model, or with another one', () => {
    expect(() => beliefPolicy.create({ products: false }, spaces)).to.throw(RangeError, 'needs the model');
    const box: Spaces = { ...spaces, observationSpace: { kind: 'box', low: [0], high: [1] } };
    expect(() => beliefPolicy.create({ products: false }, box, () => listening)).to.throw(
      RangeError,
      'over other observations or actions',
    );
  });
});
