import { expect } from 'chai';
import { bracketText } from './bracket-text.js';
import { decimalsFor } from './decimals-for.js';

describe('decimalsFor', () => {
  it('keeps four significant digits of the largest value, and at least four decimals', () => {
    expect(decimalsFor([0.8, 0.5])).to.equal(4);
    expect(decimalsFor([-2755, 1e-9])).to.equal(4);
    expect((1.2345e-6).toFixed(decimalsFor([1.2345e-6, 3e-9]))).to.equal('0.000001234'); // 1.2345e-6 is below its decimal
    expect(decimalsFor([0.8], 6)).to.equal(6);
    expect(decimalsFor([8e-3], 6)).to.equal(8);
    expect((-0.01234).toFixed(decimalsFor([-0.01234]))).to.equal('-0.01234');
  });

  it('passes over what is absent or not finite, and does without any value', () => {
    expect(decimalsFor([null, undefined, Infinity, NaN, 0.001])).to.equal(6);
    expect(decimalsFor([])).to.equal(4);
    expect(decimalsFor([0])).to.equal(4);
    expect(decimalsFor([Number.MIN_VALUE])).to.equal(100);
  });

  it('gives a bracket of small ends its digits, rounded outwards', () => {
    const ends = [1.23449e-6, 1.23451e-6] as const;
    expect(bracketText(...ends, decimalsFor(ends))).to.equal('[0.000001234, 0.000001235]');
  });
});
