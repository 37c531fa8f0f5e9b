import type {
  DiscountedEvaluation,
  Estimator,
  GradientTarget,
  Learner,
  Objective,
  Optimizer,
  ParametricPolicy,
} from '@pomdp-gym/contracts';
import { expect } from 'chai';
import type { AssembledAgent } from './assemble.js';
import { type Measured, objectiveMismatch } from './objective-mismatch.js';

const policy: ParametricPolicy = {
  parameters: new Float64Array(1),
  reset: () => undefined,
  act: () => 0,
  addScore: () => undefined,
};

function ascending(target?: GradientTarget): AssembledAgent {
  const estimator: Estimator = {
    ...(target && { target }),
    reset: () => undefined,
    update: () => undefined,
    estimate: () => ({ gradient: new Float64Array(1), steps: 1, averageReward: 0 }),
  };
  const optimizer: Optimizer = {
    async *ascend() {
      yield* [];
    },
  };
  return { kind: 'ascending', policy, estimator, estimatorFor: () => estimator, optimizer };
}

function learning(objective?: Objective): AssembledAgent {
  const learner: Learner = { ...(objective && { objective }), policy, update: () => undefined };
  return { kind: 'learning', learner };
}

const value: DiscountedEvaluation = { discount: 0.95, value: 1, exact: true, halfWidth: 0, episodes: 0 };
const alone: Measured = { metrics: ['average-reward'] };
const start: Measured = { metrics: ['average-reward', 'discounted-value'], discounted: value };
const episodes: Measured = {
  metrics: ['return', 'average-reward', 'length'],
  episode: {
    ...{ discount: 1, return: 3, length: 5, exact: true, episodes: 0 },
    halfWidths: { return: 0, length: 0 },
  },
};

describe('objectiveMismatch', () => {
  it('is undefined where what is climbed is measured, or is not stated', () => {
    expect(objectiveMismatch(ascending({ objective: 'average', beta: 0.8 }), alone)).to.equal(undefined);
    expect(objectiveMismatch(ascending({ objective: 'discounted', discount: 0.95 }), start)).to.equal(
      undefined,
    );
    expect(objectiveMismatch(learning('discounted'), start)).to.equal(undefined);
    for (const agent of [ascending(), learning(), { kind: 'fixed', policy } as const])
      expect([objectiveMismatch(agent, alone), objectiveMismatch(agent, start)]).deep.equal([
        undefined,
        undefined,
      ]);
  });

  it('is a sentence where the other objective is measured, or another discount', () => {
    const discounted = ascending({ objective: 'discounted', discount: 0.9 });
    expect(objectiveMismatch(discounted, alone)).to.contain('set evaluation.discounted');
    expect(objectiveMismatch(learning('discounted'), alone)).to.contain('set evaluation.discounted');
    expect(objectiveMismatch(discounted, start)).to.contain('discounted by 0.9; the study discounts by 0.95');
    for (const average of [ascending({ objective: 'average' }), learning('average')])
      expect(objectiveMismatch(average, start)).to.contain('not the discounted value of the start');
  });

  it('covers every metric that the study names', () => {
    expect(objectiveMismatch(ascending({ objective: 'average' }), episodes)).to.equal(
      'It climbs the average reward a step, not the return of an episode or the length of an episode.',
    );
    expect(objectiveMismatch(ascending({ objective: 'discounted', discount: 0.9 }), episodes)).to.equal(
      'It climbs the discounted value of the start, not the return of an episode or the length of an episode.',
    );
    const all: Measured = {
      ...episodes,
      ...start,
      metrics: ['average-reward', 'discounted-value', 'return'],
    };
    expect(objectiveMismatch(ascending({ objective: 'average' }), all)).to.contain(
      'not the discounted value of the start or the return of an episode.',
    );
    expect(objectiveMismatch(ascending({ objective: 'discounted', discount: 0.95 }), all)).to.contain(
      'not the return of an episode.',
    );
  });
});
