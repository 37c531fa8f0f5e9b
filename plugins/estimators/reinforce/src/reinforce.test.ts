import { InputError, type ParametricPolicy, type StepBatch } from '@pomdp-gym/contracts';
import { describeEstimator } from '@pomdp-gym/conformance';
import { expect } from 'chai';
import { reinforce } from './reinforce.js';

// Paths without end are cut off after 100 steps: .8^100 is below 1e-9.
for (const discount of [0, 0.8]) describeEstimator(reinforce, { options: { discount } });
describeEstimator(reinforce, { options: { discount: 0.8, baseline: 'critic' }, needsCritic: true });

/** A policy whose score is what the test says: the observation itself is ∇log μ. */
const policy: ParametricPolicy = {
  parameters: new Float64Array(1),
  reset: () => undefined,
  act: () => 0,
  addScore: (batch, row, weight, into) => {
    into[0]! += weight * batch.observations.values[row]!;
  },
};

function batch(scores: number[], rewards: number[], ending: StepBatch['ending'] = 'none'): StepBatch {
  return {
    length: scores.length,
    observations: { width: 1, values: Float64Array.from(scores) },
    actions: { width: 0, values: new Int32Array(scores.length) },
    rewards: Float64Array.from(rewards),
    ending,
  };
}

describe('REINFORCE by hand', () => {
  it('weighs the score of step t by the rewards from there on, discounted from the start of the episode', () => {
    const estimator = reinforce.create(reinforce.options.parse({ discount: 0.5 }), policy);
    estimator.update(batch([1, 10], [3, 5]));
    estimator.update(batch([100], [8], 'terminated'));
    estimator.update(batch([1000], [2], 'truncated'));
    // First: 1 (3 + 2.5 + 2) + 10 (2.5 + 2) + 100 · 2 = 252.5; second: 2000.
    expect(estimator.estimate().gradient[0]).to.be.closeTo((252.5 + 2000) / 2, 1e-12);
    expect(estimator.estimate()).to.include({ steps: 4, averageReward: 4.5 });
    // The returns: 3 + 5 / 2 + 8 / 4 = 7.5, and 2.
    expect(estimator.estimate().value).to.equal(4.75);
    expect(estimator.estimate().valueStandardError).to.equal(undefined);
  });

  it('has a standard error of the value by blocks of episodes', () => {
    const estimator = reinforce.create(reinforce.options.parse({ discount: 0.5 }), policy);
    for (let episode = 0; episode < 20; episode++)
      estimator.update(batch([1, 1], [episode % 2, 2 * (episode % 2)], 'terminated'));
    // Returns of 0 and 2 in turn: mean 1, variance 20/19, of 20 blocks of one episode.
    expect(estimator.estimate().value).to.equal(1);
    expect(estimator.estimate().valueStandardError).to.be.closeTo(Math.sqrt(1 / 19), 1e-15);
  });

  it('counts the last episode of a path as far as it went', () => {
    const estimator = reinforce.create(reinforce.options.parse({ discount: 0.5 }), policy);
    estimator.update(batch([1], [3], 'terminated'));
    estimator.update(batch([1], [5]));
    expect(estimator.estimate().gradient[0]).to.equal(4);
  });

  it('has no estimate before the first step, and no critic to take values from', () => {
    const make = (options: object) => reinforce.create(reinforce.options.parse(options), policy);
    expect(() => make({}).estimate()).to.throw('update it with steps first');
    expect(() => make({ baseline: 'critic' })).to.throw(InputError, 'needs an agent with a critic');
    const critic = { reset: () => undefined, update: () => undefined, values: () => undefined };
    expect(() => reinforce.create(reinforce.options.parse({}), policy, critic)).to.throw(
      InputError,
      'leaves it unused: take `baseline: critic`',
    );
    expect(() => make({}).restore!({})).to.throw(InputError, 'no estimate that was saved');
  });
});
