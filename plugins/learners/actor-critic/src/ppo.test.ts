import { describeLearner } from '@pomdp-gym/conformance';
import { InputError, type StepBatch } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { chainValues, playChain } from './chain.test.support.js';
import { ppo } from './ppo.js';
import { batchOf, SmallSoftmax, spaces } from './small-softmax.test.support.js';

describeLearner(ppo);
describeLearner(ppo, { options: { horizon: 64, minibatch: 16 } });

const create = (options: object, policy = new SmallSoftmax()) =>
  ppo.create(ppo.options.parse(options), spaces, policy, undefined, randomStream(1, 'learner'));

const oneHot = (y: number) => Float64Array.from({ length: 3 }, (_, i) => Number(i === y));

describe('PPO', () => {
  it('leaves the policy as it is until the horizon, and then changes it', () => {
    const policy = new SmallSoftmax();
    const learner = create({ horizon: 3 }, policy);
    learner.update(batchOf([[0, 1, 1]]));
    learner.update(batchOf([[0, 0, 0]]));
    expect([...policy.parameters]).to.deep.equal([0, 0, 0, 0, 0, 0]);
    learner.update(batchOf([[0, 1, 1]]));
    expect(policy.law(0)[1]).to.be.above(0.5);
    expect([...policy.parameters].slice(2)).to.deep.equal([0, 0, 0, 0]);
  });

  it('ends an improvement once the policy has gone too far', () => {
    const moved = (divergence: number) => {
      const policy = new SmallSoftmax();
      const learner = create({ horizon: 4, rate: 0.1, entropy: 0, divergence, epochs: 20 }, policy);
      for (const u of [0, 1, 0, 1]) learner.update(batchOf([[0, u, u]], { ending: 'terminated', next: 0 }));
      return policy.law(0)[1]! - 0.5;
    };
    expect(moved(1e-9)).to.be.within(0.001, moved(10) / 1.5);
  });

  // The policy hardly moves, so the targets of the value function are those of acting at random.
  it('values what is to come as exactly computed, for any λ', () => {
    for (const lambda of [0, 0.5, 1]) {
      const learner = create({
        discount: 0.8,
        lambda,
        rate: 1e-12,
        valueRate: 0.02,
        decay: 0.4,
        horizon: 1024,
      });
      playChain(learner, 100_000);
      // Rewards up to 3 whose noise is averaged over thousands of steps.
      chainValues(0.8).forEach((value, y) =>
        expect(learner.valueOf(oneHot(y)), `λ = ${lambda}, state ${y}`).to.be.closeTo(value, 0.15),
      );
    }
  });

  it('goes the same way to the bit where rewards are multiplied by a power of two', () => {
    const path = (factor: number) => {
      const policy = new SmallSoftmax();
      playChain(create({ horizon: 128 }, policy), 2000, factor);
      return [...policy.parameters];
    };
    expect(path(1)).to.not.deep.equal([0, 0, 0, 0, 0, 0]);
    for (const factor of [2 ** -20, 2 ** 20]) expect(path(factor)).to.deep.equal(path(1));
  });

  it('says what it cannot work with', () => {
    const { parameters } = new SmallSoftmax();
    const mute = { parameters, reset: () => undefined, act: () => 0, addScore: () => undefined };
    const options = ppo.options.parse({});
    const made = (policy: Parameters<typeof ppo.create>[2]) => () => ppo.create(options, spaces, policy);
    expect(made(mute)).to.throw(InputError, 'no logProbability');
    expect(made(undefined)).to.throw(InputError, 'ppo trains a policy with parameters');
    expect(() => create({}).update(batchOf([[0, 0, 1]], { ending: 'none' }))).to.throw(
      InputError,
      'needs `next`',
    );
    const long: StepBatch = batchOf(Array.from({ length: 50 }, () => [0, 0, 1] as const));
    expect(() => create({ horizon: 8 }).update(long)).to.throw(InputError, 'may have 40 here');
    expect(() => create({}).restore?.({})).to.throw(InputError, 'no ppo that was saved');
  });
});
