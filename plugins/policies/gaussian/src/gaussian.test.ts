import type { Spaces, StepBatch } from '@pomdp-gym/contracts';
import { describePolicy } from '@pomdp-gym/conformance';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { gaussianPolicy } from './spec.js';

describePolicy(gaussianPolicy);
describePolicy(gaussianPolicy, { options: { hidden: [4, 3] } });

/** One observation on [0, 4], one action clipped to [−2, 6]. */
const spaces: Spaces = {
  observationSpace: { kind: 'box', low: [0], high: [4] },
  actionSpace: { kind: 'box', low: [-2], high: [6], outside: 'clipped' },
};
const make = (options: object = {}, given = spaces) =>
  gaussianPolicy.create(gaussianPolicy.options.parse(options), given, undefined, randomStream(1, 'policy'));

function batchOf(observation: number, action: number): StepBatch {
  return {
    length: 1,
    observations: { width: 1, values: Float64Array.of(observation) },
    actions: { width: 1, values: Float64Array.of(action) },
    rewards: new Float64Array(1),
    ending: 'none',
  };
}

describe('gaussian policy', () => {
  it('has mean and standard deviation on the scale of the box, and the score of a normal law', () => {
    const policy = make();
    policy.parameters.set([0.5, 0.25, Math.log(0.5)]);
    // y = 3 is .5 and u = 4 is z = .5: f = .5, σ = .5, so (z − f) / σ = 0; u = 6 is z = 1, one deviation off.
    const score = new Float64Array(3);
    policy.addScore(batchOf(3, 6), 0, 1, score);
    // ∂ = (z − f)/σ² · (y, 1), and (z − f)²/σ² − 1. A few roundings of numbers near 1.
    [1, 2, 0].forEach((value, k) => expect(score[k]).to.be.closeTo(value, 1e-14));
    // The density of N(4, 2²) at 4 and at 6.
    const density = (x: number) => -Math.log(2 * Math.sqrt(2 * Math.PI)) - x ** 2 / 2;
    expect(policy.logProbability(batchOf(3, 4), 0)).to.be.closeTo(density(0), 1e-14);
    expect(policy.logProbability(batchOf(3, 6), 0)).to.be.closeTo(density(1), 1e-14);
  });

  it('draws from that law, unclipped: mean and variance of 10⁴ draws within five standard errors', () => {
    const policy = make();
    policy.parameters.set([0.5, 0.25, Math.log(0.5)]);
    policy.reset(randomStream(5, 'policy'));
    const draws = Array.from({ length: 1e4 }, () => policy.act(Float64Array.of(3))[0]!);
    const mean = draws.reduce((sum, u) => sum + u, 0) / 1e4;
    const variance = draws.reduce((sum, u) => sum + (u - 4) ** 2, 0) / 1e4;
    expect(mean).to.be.closeTo(4, (5 * 2) / 100);
    expect(variance).to.be.closeTo(4, (5 * 4 * Math.SQRT2) / 100);
    // P(u > 6) = .1587: none would be beyond the limit if it clipped.
    expect(draws.filter((u) => u > 6).length / 1e4).to.be.closeTo(0.1587, 5 * 0.0037);
  });

  it('starts with the standard deviation that is asked for, near the center of the box', () => {
    const { parameters } = make({ initialDeviation: 0.25, initialScale: 0 });
    expect(Array.from(parameters, (value) => value + 0)).to.deep.equal([0, 0, Math.log(0.25)]);
    const policy = make({ initialDeviation: 0.25 });
    policy.parameters.set([0.5, 0.25]);
    expect(policy.print().split('\n')).to.deep.equal([
      'Normal, with standard deviation 1.00. Mean, where the box of actions is [−1, 1], by a network:',
      'outputs: 1 linear of 1',
      '  0: 0.500, bias 0.250',
    ]);
  });

  it('refuses finite spaces, and limits beyond which the environment refuses actions', () => {
    const refused: Spaces = { ...spaces, actionSpace: { kind: 'box', low: [-2], high: [Infinity] } };
    expect(() => make({}, refused)).to.throw(RangeError, 'refuses those outside its box');
    const free: Spaces = { ...spaces, actionSpace: { kind: 'box', low: [-Infinity], high: [Infinity] } };
    expect(make({}, free).parameters).to.have.length(3);
    const few: Spaces = { ...spaces, actionSpace: { kind: 'discrete', size: 2 } };
    expect(() => make({}, few)).to.throw(RangeError, 'finitely many actions');
    const finite: Spaces = { ...spaces, observationSpace: { kind: 'discrete', size: 2 } };
    expect(() => make({}, finite)).to.throw(RangeError, 'observations that are vectors');
  });
});
