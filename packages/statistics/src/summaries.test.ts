import { expect } from 'chai';
import { mean } from './mean.js';
import { quantile, quantiles } from './quantile.js';
import { splitDeviation } from './split-deviation.js';
import { standardDeviation, standardError, variance } from './standard-deviation.js';

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
    expect(quantile([4, 1, 3, 2], 0.5)).to.equal(2.5);
  });

  it('are NaN of nothing and of NaN, keep infinities, and refuse other levels', () => {
    expect(quantile([], 0.5)).to.be.NaN;
    expect(quantile([1, NaN, 2], 0.5)).to.be.NaN;
    expect(quantile([-Infinity, 1, 2], 0)).to.equal(-Infinity);
    expect(quantile([-Infinity, -Infinity], 0.5)).to.equal(-Infinity);
    expect(() => quantile([1], 1.1)).to.throw(RangeError);
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
    expect(splitDeviation([1, 2, 3]).above, 'what is neither above nor below counts for neither').to.equal(1);
    expect(splitDeviation([0, 0, 1, 7]).above).to.equal(5);
    expect(splitDeviation([0, 0, 1, 7]).below).closeTo(Math.sqrt((4 + 4 + 1) / 3), 1e-15);
  });

  it('has no bars where all are equal, and is NaN of nothing', () => {
    expect(splitDeviation([2, 2])).to.deep.equal({ mean: 2, above: 0, below: 0 });
    expect(splitDeviation([]).above).to.be.NaN;
  });
});
