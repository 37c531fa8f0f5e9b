import { expect } from 'chai';
import { addScores, isParametric, type ParametricPolicy, type Policy } from './policy.js';
import type { StepBatch } from './step.js';

const batch: StepBatch = {
  length: 3,
  observations: { width: 0, values: new Int32Array(3) },
  actions: { width: 0, values: Int32Array.of(1, 2, 4) },
  rewards: new Float64Array(3),
  ending: 'none',
};

const fixed: Policy = { reset: () => undefined, act: () => 0 };

/** One parameter; the score of a step is its action. */
const stepwise: ParametricPolicy = {
  ...fixed,
  parameters: new Float64Array(1),
  addScore({ actions }, row, weight, into) {
    into[0]! += weight * actions.values[row]!;
  },
};

describe('addScores', () => {
  it('adds the weighted scores of the rows of the batch, and reads no weight beyond', () => {
    const into = Float64Array.of(100);
    addScores(stepwise, batch, Float64Array.of(1, 10, 0.5, NaN), into);
    expect(into[0]).to.equal(100 + 1 * 1 + 10 * 2 + 0.5 * 4);
  });

  it('leaves it to a policy that has a way of its own', () => {
    const into = new Float64Array(1);
    const whole: ParametricPolicy = {
      ...stepwise,
      addScores: (_, weights, sum) => void (sum[0]! = weights[0]!),
    };
    addScores(whole, batch, Float64Array.of(7, 7, 7), into);
    expect(into[0]).to.equal(7);
  });
});

describe('isParametric', () => {
  it('asks for parameters and a score, and for a policy at all', () => {
    expect(isParametric(stepwise)).to.equal(true);
    expect(isParametric(fixed)).to.equal(false);
    expect(isParametric({ ...fixed, ...{ parameters: new Float64Array(1) } })).to.equal(false);
    expect(isParametric(undefined)).to.equal(false);
  });
});
