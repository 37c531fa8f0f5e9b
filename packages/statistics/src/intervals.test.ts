import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { bootstrapInterval } from './bootstrap-interval.js';
import { interquartileMean } from './interquartile-mean.js';
import { mean } from './mean.js';
import { normalInterval } from './normal-interval.js';
import { pairedDifference } from './paired-difference.js';
import { proportionInterval } from './proportion-interval.js';
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

  it('refuses a level that is none', () => {
    for (const level of [0, 1, 95, NaN]) expect(() => studentInterval([1, 2], level)).to.throw(RangeError);
  });
});

describe('normalInterval', () => {
  it('reaches 1.959964 standard errors at 95 %, 2.575829 at 99 %', () => {
    expect(normalInterval(1, 2).high).closeTo(1 + 2 * 1.959964, 1e-6);
    expect(normalInterval(0, 1, 0.99).low).closeTo(-2.575829, 1e-6);
  });
});

describe('proportionInterval', () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (recalled): 81/263 and 15/148, 0/20, 1/29.
  it('has the published Wilson intervals', () => {
    for (const [successes, trials, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const interval = proportionInterval(successes, trials);
      expect(interval.low).closeTo(low, 5.1e-5);
      expect(interval.high).closeTo(high, 5.1e-5);
    }
  });

  it('ends exactly at 0 and 1, and is all of [0, 1] without trials', () => {
    expect(proportionInterval(0, 7).low).to.equal(0);
    expect(proportionInterval(7, 7).high).to.equal(1);
    expect(proportionInterval(0, 0)).to.deep.equal({ estimate: NaN, low: 0, high: 1 });
    expect(() => proportionInterval(3, 2)).to.throw(RangeError, '3 successes in 2 trials');
  });
});

describe('pairedDifference', () => {
  it('is the interval of the differences: what both share cancels', () => {
    const x = [100, 210, 330, 440];
    const y = [99, 208, 327, 436];
    const { estimate, low, high } = pairedDifference(x, y);
    expect(estimate).to.equal(2.5);
    // t = 3.182 at 3 degrees of freedom, s/√4 = √(5/3)/2.
    expect(high - estimate).closeTo(3.1824 * (Math.sqrt(5 / 3) / 2), 1e-4);
    expect(estimate - low).closeTo(high - estimate, 1e-12);
    expect(() => pairedDifference([1], [])).to.throw(RangeError, '1 and 0');
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
    const draw = (seed: number) =>
      bootstrapInterval(values, interquartileMean, randomStream(seed, 'bootstrap'));
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
