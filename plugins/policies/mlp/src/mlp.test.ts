import type { Spaces, StepBatch } from '@pomdp-gym/contracts';
import { describePolicy } from '@pomdp-gym/conformance';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { mlpPolicy } from './spec.js';

describePolicy(mlpPolicy);
describePolicy(mlpPolicy, { options: { hidden: [5, 4] } });
describePolicy(mlpPolicy, { options: { hidden: [] } });

const spaces: Spaces = {
  observationSpace: { kind: 'box', low: [0, -Infinity], high: [4, Infinity] },
  actionSpace: { kind: 'discrete', size: 2 },
};
const make = (hidden: number[], seed = 1) =>
  mlpPolicy.create({ hidden, initialScale: 1 }, spaces, undefined, randomStream(seed, 'policy'));

function batchOf(observations: number[], actions: number[]): StepBatch {
  return {
    length: actions.length,
    observations: { width: 2, values: Float64Array.from(observations) },
    actions: { width: 0, values: Int32Array.from(actions) },
    rewards: new Float64Array(actions.length),
    ending: 'none',
  };
}

describe('mlp policy', () => {
  it('has the probabilities of its network, on the scale of the box', () => {
    const policy = make([1]);
    policy.parameters.set([0.5, -0.25, 0.1, 2, 0, -0.3, 0.2]);
    // y = (3, −2) is (.5, −2): one hidden unit, then f_1 = 2 h − .3 and f_2 = .2.
    const h = Math.tanh(0.5 * 0.5 + 0.25 * 2 + 0.1);
    const expected = -Math.log(1 + Math.exp(2 * h - 0.3 - 0.2));
    // A few roundings of numbers below 2.
    expect(policy.logProbability(batchOf([3, -2], [1]), 0)).to.be.closeTo(expected, 1e-15);
  });

  it('is written with its weights', () => {
    const policy = make([1]);
    policy.parameters.set([0.5, -0.25, 0.1, 2, 0, -0.3, 0.2]);
    expect(policy.print()).to.include(
      '\nhidden layer 1: 1 tanh of 2\n  0: 0.500 -0.250, bias 0.100\noutputs: 2 linear of 1\n',
    );
  });

  it('draws its actions with its probabilities: 10⁴ draws within five standard errors', () => {
    const policy = make([3]);
    const p = Math.exp(policy.logProbability(batchOf([1, 1], [0]), 0));
    policy.reset(randomStream(5, 'policy'));
    let first = 0;
    for (let i = 0; i < 10_000; i++) if (policy.act(Float64Array.of(1, 1)) === 0) first++;
    expect(first / 1e4).to.be.closeTo(p, 5 * Math.sqrt((p * (1 - p)) / 1e4));
  });

  it('has scores with all their digits at saturated parameters', () => {
    const policy = make([]);
    policy.parameters.set([0, 0, 40, 0, 0, -40]);
    const score = new Float64Array(6);
    policy.addScores(batchOf([0, 0], [0]), Float64Array.of(1), score);
    // μ(1) = 1 − q: ∂log μ(1) / ∂f_1 = q, where 1 − μ(1) by subtraction is 0. Two roundings lie between.
    expect(score[2]! * (1 + Math.exp(80))).to.be.closeTo(1, 1e-15);
  });

  it('starts from the random stream it is given, the same for the same stream', () => {
    expect([...make([4], 1).parameters]).to.deep.equal([...make([4], 1).parameters]);
    expect([...make([4], 1).parameters]).to.not.deep.equal([...make([4], 2).parameters]);
  });

  it('refuses finite observations and boxes of actions', () => {
    const options = { hidden: [2], initialScale: 1 };
    const finite: Spaces = { ...spaces, observationSpace: { kind: 'discrete', size: 2 } };
    expect(() => mlpPolicy.create(options, finite)).to.throw(RangeError, 'observations that are vectors');
    const box: Spaces = { ...spaces, actionSpace: { kind: 'box', low: [0], high: [1] } };
    expect(() => mlpPolicy.create(options, box)).to.throw(RangeError, 'finitely many actions');
  });
});
