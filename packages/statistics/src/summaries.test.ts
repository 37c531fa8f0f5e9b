import { expect } from 'chai';
import { interquartileMean } from './interquartile-mean.js';
import { mean } from './mean.js';
import { median, quantile, quantiles } from './quantile.js';
import { splitDeviation } from './split-deviation.js';
import { standardDeviation, standardError, variance } from './standard-deviation.js';
import { criticalZ, zTest } from './z-test.js';

describe('mean and standard deviation', () => {
  it('are those of a sample', () => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(mean(values)).to.equal(5);
    expect(variance(values)).closeTo(32 / 7, 1e-15);
    expect(standardDeviation(values)).closeTo(Math.sqrt(32 / 7), 1e-15);
    expect(standardError(values)).closeTo(Math.sqrt(4 / 7), 1e-15);
  });

  it('keep their digits far from zero', () => {
    expect(variance([1e9 + 1, 1e9 + 2, 1e9 + 3])).to.equal(1);
  });

  it('are NaN where there is nothing to tell', () => {
    expect(mean([])).to.be.NaN;
    expect(variance([1])).to.be.NaN;
    expect(standardError([])).to.be.NaN;
  });
});

describe('quantiles', () => {
  // Hyndman and Fan's type 7: R's quantile(c(1, 2, 3, 4, 10)) gives 1, 2, 3, 4, 10, and its 10 % quantile 1.4.
  it('interpolate as R and NumPy do', () => {
    expect(quantiles([10, 1, 4, 2, 3], [0, 0.25, 0.5, 0.75, 1])).to.deep.equal([1, 2, 3, 4, 10]);
    expect(quantile([10, 1, 4, 2, 3], 0.1)).closeTo(1.4, 1e-15);
    expect(median([4, 1, 3, 2])).to.equal(2.5);
  });

  it('are NaN of nothing and of NaN, keep infinities, and refuse other levels', () => {
    expect(median([])).to.be.NaN;
    expect(median([1, NaN, 2])).to.be.NaN;
    expect(quantile([-Infinity, 1, 2], 0)).to.equal(-Infinity);
    expect(median([-Infinity, -Infinity])).to.equal(-Infinity);
    expect(() => quantile([1], 1.1)).to.throw(RangeError);
  });
});

describe('interquartileMean', () => {
  it('is the mean of the middle half', () => {
    expect(interquartileMean([5, 8, 4, 38, 8, 6, 9, 7, 7, 3, 1, 6])).to.equal(6.5); // 5 6 6 7 7 8
  });

  it('counts the values at the cuts by the fraction inside', () => {
    expect(interquartileMean([1, 3, 5, 7, 9, 11, 13, 15, 17])).closeTo(9, 1e-15); // weights .75 1 1 1 .75
    expect(interquartileMean([0, 1, 5])).closeTo((0.25 * 0 + 1 + 0.25 * 5) / 1.5, 1e-15);
    expect(interquartileMean([3])).to.equal(3);
  });

  it('ignores one wild value, and is NaN of nothing and of NaN', () => {
    expect(interquartileMean([1, 1, 1, 1e9])).to.equal(1);
    expect(interquartileMean([])).to.be.NaN;
    expect(interquartileMean([1, NaN])).to.be.NaN;
  });
});

describe('splitDeviation', () => {
  it('takes the deviations above and below the mean apart', () => {
    // Mean .75: three at .8 (+.05), one at .6 (−.15).
    const { mean: center, above, below } = splitDeviation([0.8, 0.8, 0.8, 0.6]);
    expect(center).closeTo(0.75, 1e-15);
    expect(above).closeTo(0.05, 1e-15);
    expect(below).closeTo(0.15, 1e-15);
  });

  it('is root mean square within a side', () => {
    expect(splitDeviation([0, 0, 1, 7]).above).to.equal(5);
    expect(splitDeviation([0, 0, 1, 7]).below).closeTo(Math.sqrt((4 + 4 + 1) / 3), 1e-15);
  });

  it('has no bars where all are equal, and is NaN of nothing', () => {
    expect(splitDeviation([2, 2])).to.deep.equal({ mean: 2, above: 0, below: 0 });
    expect(splitDeviation([]).above).to.be.NaN;
  });
});

describe('zTest', () => {
  it('counts standard errors, two-sided: .05 lies at 1.959964', () => {
    const values = [-1, 1, -1, 1, -1, 1]; // s²/n = 1/5
    const { z, pValue } = zTest(values, -1.959964 * Math.sqrt(0.2));
    expect(z).closeTo(1.959964, 1e-12);
    expect(pValue).closeTo(0.05, 1e-7);
  });

  it('knows equal values', () => {
    expect(zTest([1, 1, 1], 1)).to.deep.equal({ z: 0, pValue: 1 });
    expect(zTest([1, 1, 1], 0)).to.deep.equal({ z: Infinity, pValue: 0 });
    expect(zTest([1], 0).z).to.be.NaN;
  });
});

describe('criticalZ', () => {
  it('has the tabulated values, and Bonferroni’s share for several tests', () => {
    expect(criticalZ(0.05)).closeTo(1.959964, 1e-6);
    expect(criticalZ(0.01)).closeTo(2.575829, 1e-6);
    expect(criticalZ(0.05, 5)).closeTo(2.575829, 1e-6);
    expect(() => criticalZ(0)).to.throw(RangeError);
  });
});
