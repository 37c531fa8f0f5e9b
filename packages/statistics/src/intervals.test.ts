import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { bootstrapInterval } from './bootstrap-interval.js';
import { mean } from './mean.js';
import { quantile } from './quantile.js';
import { studentInterval } from './student-interval.js';

describe('studentInterval', () => {
  it('uses the tabulated quantiles of t: 12.706, 2.776, 2.262 and 2.045 at 95 % for 1, 4, 9 and 29 degrees of freedom', () => {
    // Any table of Student's t, to its three decimals. Of 0 … n−1 the variance is n(n+1)/12, so s/√n = √((n+1)/12).
    for (const [n, t] of [
      [2, 12.706],
      [5, 2.776],
      [10, 2.262],
      [30, 2.045],
    ] as const) {
      const { estimate, low, high } = studentInterval(Array.from({ length: n }, (_, i) => i));
      const error = Math.sqrt((n + 1) / 12);
      expect(estimate).closeTo((n - 1) / 2, 1e-12);
      expect((high - estimate) / error).closeTo(t, 5.1e-4);
      expect((estimate - low) / error).closeTo(t, 5.1e-4);
    }
  });

  it('takes other levels: 4.604 at 99 % for 4 degrees of freedom', () => {
    const { estimate, high } = studentInterval([0, 1, 2, 3, 4], 0.99);
    expect((high - estimate) / Math.sqrt(0.5)).closeTo(4.604, 5.1e-4);
  });

  it('covers the mean of normal samples of five in 95 % of 4000 trials', () => {
    const random = randomStream(1, 'coverage');
    const normal = () =>
      Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
    let covered = 0;
    for (let trial = 0; trial < 4000; trial++) {
      const { low, high } = studentInterval(Array.from({ length: 5 }, normal));
      if (low <= 0 && 0 <= high) covered++;
    }
    // The standard error of the share is .0034; four of them are missed once in 16,000 seeds.
    expect(covered / 4000).closeTo(0.95, 0.0138);
  });

  it('knows nothing from one value, and less from none', () => {
    expect(studentInterval([3])).to.deep.equal({ estimate: 3, low: -Infinity, high: Infinity });
    expect(studentInterval([])).to.deep.equal({ estimate: NaN, low: NaN, high: NaN });
    expect(studentInterval([1, NaN]).low).to.be.NaN;
  });

  it('refuses a level out of range', () => {
    for (const level of [0, 1, 95, NaN]) expect(() => studentInterval([1, 2], level)).to.throw(RangeError);
  });
});

describe('bootstrapInterval', () => {
  const values = Array.from({ length: 40 }, (_, i) => i);

  it('is near Student’s for the mean of many values', () => {
    const bootstrap = bootstrapInterval(values, mean, randomStream(5, 'bootstrap'));
    const student = studentInterval(values);
    expect(bootstrap.estimate).to.equal(student.estimate);
    // Both reach about 3.7; 2000 resamples place the ends within about .15, and t exceeds z by 3 %, s the spread by 1 %.
    expect(bootstrap.low).closeTo(student.low, 0.6);
    expect(bootstrap.high).closeTo(student.high, 0.6);
  });

  it('gives the same numbers for the same stream, and takes any statistic', () => {
    const middle = (sample: Float64Array) => quantile(sample, 0.5);
    const draw = (seed: number) => bootstrapInterval(values, middle, randomStream(seed, 'bootstrap'));
    expect(draw(1)).to.deep.equal(draw(1));
    expect(draw(1)).not.to.deep.equal(draw(2));
    const { estimate, low, high } = draw(1);
    expect(low).below(estimate);
    expect(high).above(estimate);
  });

  it('says nothing of nothing, and shrinks to a single value', () => {
    const random = randomStream(1, 'bootstrap');
    expect(bootstrapInterval([], mean, random).low).to.be.NaN;
    expect(bootstrapInterval([2], mean, random)).to.deep.equal({ estimate: 2, low: 2, high: 2 });
  });
});
