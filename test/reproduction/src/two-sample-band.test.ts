import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { compare, deviationOf } from './two-sample-band.js';

describe('the two-sample band', () => {
  it('is four standard errors of the difference and the rounding wide, by hand', () => {
    // deviation √2 of {1, 3}, so √2 √(1/2 + 1/2) = √2 a standard error
    const { mean, halfWidth, agrees } = compare([1, 3], { mean: 9, runs: 2, deviation: 1, rounding: 0.25 });
    expect(mean).to.equal(2);
    expect(halfWidth).to.be.closeTo(4 * Math.SQRT2 + 0.25, 1e-14);
    expect(agrees).to.equal(false);
    expect(compare([1, 3], { mean: 7.9, runs: 2, rounding: 0.25 }).agrees).to.equal(true);
    expect(compare([2, 2], { mean: 9, runs: 2, deviation: 2, rounding: 0 }).halfWidth).to.equal(8);
  });

  it('takes the deviation of two points from their distances to the mean', () => {
    // values 1 (thrice) and −3 (once): mean 0, 1 above, 3 below, variance (3 + 9)/4 = 3
    expect(deviationOf({ above: 1, below: 3 })).to.be.closeTo(Math.sqrt(3), 1e-15);
  });

  it('passes samples of one law and fails shifted ones: uniform samples, 1000 of each', () => {
    // A false alarm has probability below 1e-4 a sample; more than 3 of 1000, below 1e-5. A shift by 8 standard errors
    // of the difference is missed with probability below 1e-4 too.
    const random = randomStream(1, 'band');
    const sample = (n: number) => Array.from({ length: n }, () => random.uniform());
    const shift = 8 * Math.sqrt(1 / 12) * Math.sqrt(1 / 50 + 1 / 500);
    let alarms = 0;
    let misses = 0;
    for (let repetition = 0; repetition < 1000; repetition++) {
      const mean = sample(500).reduce((sum, value) => sum + value) / 500;
      const values = sample(50);
      if (!compare(values, { mean, runs: 500, rounding: 0 }).agrees) alarms++;
      if (compare(values, { mean: mean + shift, runs: 500, rounding: 0 }).agrees) misses++;
    }
    expect(alarms).to.be.at.most(3);
    expect(misses).to.be.at.most(3);
  });
});
