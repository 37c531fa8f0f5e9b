import { describeLearner } from '@pomdp-gym/conformance';
import { InputError } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { actorCritic } from './actor-critic.js';
import { chainAverage, chainValues, playChain } from './chain.test.support.js';
import { batchOf, SmallSoftmax, spaces } from './small-softmax.test.support.js';

describeLearner(actorCritic);
describeLearner(actorCritic, { options: { objective: 'average' } });

const create = (options: object, policy = new SmallSoftmax()) =>
  actorCritic.create(
    actorCritic.options.parse(options),
    spaces,
    policy,
    undefined,
    randomStream(1, 'learner'),
  );

const oneHot = (y: number) => Float64Array.from({ length: 3 }, (_, i) => Number(i === y));

/** A critic alone: the policy does not move. */
const still = { rate: 0, valueRate: 0.1, decay: 0.0005 };

describe('The critic of the actor-critic', () => {
  for (const lambda of [0, 0.6, 1]) {
    it(`comes near the exact discounted value, λ = ${lambda}`, () => {
      const learner = create({ ...still, discount: 0.8, lambda });
      playChain(learner, 200_000);
      // Steps below .001 in the end leave a standard deviation of a few hundredths of the rewards, which go up to 3.
      chainValues(0.8).forEach((value, y) =>
        expect(learner.valueOf(oneHot(y)), `state ${y}`).to.be.closeTo(value, 0.15),
      );
    });
  }

  it('comes near the exact differential value where the objective is the average reward', () => {
    const learner = create({ ...still, objective: 'average', lambda: 0.5 });
    playChain(learner, 200_000);
    const exact = chainValues(1, chainAverage());
    // Differential values are known up to a constant.
    for (const y of [1, 2]) {
      const found = learner.valueOf(oneHot(y)) - learner.valueOf(oneHot(0));
      expect(found, `state ${y}`).to.be.closeTo(exact[y]! - exact[0]!, 0.15);
    }
  });

  it('comes to the same values where episodes are cut off, as what follows a cut counts', () => {
    const learner = create({ ...still, discount: 0.8, lambda: 0.6 });
    playChain(learner, 200_000, 1, 3);
    chainValues(0.8).forEach((value, y) =>
      expect(learner.valueOf(oneHot(y)), `state ${y}`).to.be.closeTo(value, 0.15),
    );
  });
});

describe('The actor-critic', () => {
  it('follows its rule by hand; nothing follows an ending, and what was observed last follows a cut', () => {
    // V(y) = w_y + b, so |∇V|² = 2 and a step is half of valueRate. After reward 1 and an ending from y = 1, V(1) = .2 and V(0) = .1.
    for (const [ending, difference] of [
      ['terminated', -0.1],
      ['truncated', 0.5 * 0.2 - 0.1],
      ['none', 0.5 * 0.2 - 0.1],
    ] as const) {
      const policy = new SmallSoftmax();
      const learner = create({ discount: 0.5, rate: 1, valueRate: 0.2 }, policy);
      learner.update(batchOf([[1, 1, 1]], { ending: 'terminated', next: 0 })); // δ = 1
      expect([...policy.parameters]).to.deep.equal([0, 0, -0.5, 0.5, 0, 0]);
      learner.update(batchOf([[0, 1, 0]], { ending, next: 1 }));
      expect(learner.valueOf(oneHot(0)), ending).to.be.closeTo(0.1 + 0.2 * difference, 1e-15);
      expect(policy.parameters[1], ending).to.be.closeTo(0.5 * difference, 1e-15);
      expect(policy.parameters[3], 'no trace crosses the first ending').to.equal(0.5);
    }
  });

  it('lets traces fade by γ λ', () => {
    const policy = new SmallSoftmax();
    const learner = create({ discount: 0.8, lambda: 0.5, rate: 1, valueRate: 1e-9 }, policy);
    learner.update(batchOf([[0, 1, 0]], { ending: 'none', next: 1 }));
    learner.update(batchOf([[1, 1, 2]], { ending: 'none', next: 1 })); // δ = 2, divided by the largest reward
    expect(policy.parameters[3]).to.be.closeTo(0.5, 1e-8);
    expect(policy.parameters[1]).to.be.closeTo(0.4 * 0.5, 1e-8);
  });

  it('subtracts the mean reward where the objective is the average', () => {
    const policy = new SmallSoftmax();
    const learner = create({ objective: 'average', lambda: 0, rate: 1, valueRate: 1e-9 }, policy);
    learner.update(batchOf([[0, 1, 4]], { ending: 'none', next: 0 })); // 4 − 4
    expect(policy.parameters[1]).to.be.closeTo(0, 1e-8);
    learner.update(batchOf([[0, 1, 2]], { ending: 'none', next: 0 })); // (2 − 3) / 4
    expect(policy.parameters[1]).to.be.closeTo(-0.125, 1e-8);
  });

  it('goes the same way to the bit where rewards are multiplied by a power of two', () => {
    for (const objective of ['discounted', 'average']) {
      const path = (factor: number) => {
        const policy = new SmallSoftmax();
        playChain(create({ objective }, policy), 2000, factor);
        return [...policy.parameters];
      };
      expect(path(1)).to.not.deep.equal([0, 0, 0, 0, 0, 0]);
      for (const factor of [2 ** -20, 2 ** 20]) expect(path(factor)).to.deep.equal(path(1));
    }
  });

  it('says what it cannot work with', () => {
    const options = actorCritic.options.parse({});
    expect(() => actorCritic.create(options, spaces, undefined)).to.throw(
      InputError,
      'actor-critic trains a policy',
    );
    const critic = { reset: () => undefined, update: () => undefined, values: () => undefined };
    expect(() => actorCritic.create(options, spaces, new SmallSoftmax(), critic)).to.throw(
      InputError,
      'brings its own critic',
    );
    expect(() => create({}).restore?.({})).to.throw(InputError, 'no actor-critic that was saved');
  });
});
