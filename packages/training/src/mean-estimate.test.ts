import type { GradientEstimate } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { meanEstimate } from './mean-estimate.js';

const estimate = (gradient: number[], rest: Partial<GradientEstimate> = {}): GradientEstimate => ({
  gradient: Float64Array.from(gradient),
  steps: 10,
  averageReward: 1,
  ...rest,
});

describe('meanEstimate', () => {
  it('has the mean of what all estimates have, and the steps of all', () => {
    const mean = meanEstimate([
      estimate([1, 2], { steps: 11, averageReward: 1, value: 4 }),
      estimate([3, 6], { steps: 10, averageReward: 2, value: 8 }),
    ]);
    expect([...mean.gradient]).to.deep.equal([2, 4]);
    expect(mean).to.deep.include({ steps: 21, averageReward: 1.5, value: 6 });
  });

  it('leaves out what one of them lacks', () => {
    const mean = meanEstimate([estimate([1], { value: 4 }), estimate([1])]);
    expect(mean).to.have.all.keys('gradient', 'steps', 'averageReward');
  });

  it('has the standard errors of a mean of independent numbers', () => {
    const slope = { value: 1, standardError: 3, blocks: 32 };
    const mean = meanEstimate([
      estimate([0], { standardError: Float64Array.of(3), valueStandardError: 6, slope }),
      estimate([0], {
        standardError: Float64Array.of(4),
        valueStandardError: 8,
        slope: { ...slope, value: 2, standardError: 4 },
      }),
    ]);
    // √(3² + 4²) / 2 and √(6² + 8²) / 2.
    expect([...mean.standardError!]).to.deep.equal([2.5]);
    expect(mean.valueStandardError).to.equal(5);
    expect(mean.slope).to.deep.equal({ value: 1.5, standardError: 2.5, blocks: 64 });
  });

  it('states the choice of all paths: the variance of a mean of two is half of theirs', () => {
    const choice = { beta: 0.5, squaredBias: 1, variance: 4, reason: 'good enough' };
    const other = { beta: 0.75, squaredBias: 3, variance: 8, reason: 'all steps taken' };
    expect(meanEstimate([estimate([0], { choice }), estimate([0], { choice: other })]).choice).to.deep.equal({
      beta: 0.75,
      squaredBias: 2,
      variance: 3,
      reason: 'good enough; all steps taken',
    });
  });
});
