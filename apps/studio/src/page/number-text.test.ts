import { expect } from 'chai';
import { outward, short } from './number-text.js';

describe('short', () => {
  it('keeps significant digits, and writes small numbers as powers of ten', () => {
    expect([0, 1.0838123, -30.66666, 0.000003502, 123456.7].map((value) => short(value))).to.deep.equal([
      '0',
      '1.084',
      '-30.67',
      '3.50e-6',
      '123500',
    ]);
  });
});

describe('outward', () => {
  it('rounds away from what lies between the ends', () => {
    expect(
      [1.0837887, -1.0837887, 0.8, 0.79999999999, 4.5000000007, 0].map((end) => outward(end, -1)),
    ).to.deep.equal(['1.0837', '-1.0838', '0.8', '0.79999', '4.5', '0']);
    expect([1.0837187, -1.0837887, 0.8, 4.5000000007, 99999.6].map((end) => outward(end, 1))).to.deep.equal([
      ...['1.0838', '-1.0837', '0.8', '4.5001', '100000'],
    ]);
  });
});
