import { expect } from 'chai';
import { outward, powersWithin, short, tickText } from './number-text.js';

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

describe('tickText', () => {
  it('fits beside an axis, in at most eight characters', () => {
    expect(
      [12_600_000, -12_600_000, 1_260_000, 0.00123, -30.66, -0.0000035].map((value) => tickText(value)),
    ).to.deep.equal([...['1.26e+7', '-1.26e+7', '1260000', '0.00123', '-30.7', '-3.50e-6']]);
    expect(tickText(12_650_000, 6)).to.equal('1.265e+7');
  });
});

describe('powersWithin', () => {
  it('is all powers of ten between two numbers, without the numbers themselves', () => {
    expect(powersWithin([100, 100_000])).to.deep.equal([1000, 10_000]);
    expect(powersWithin([0.02, 7])).to.deep.equal([0.1, 1]);
    expect(powersWithin([2, 7])).to.deep.equal([]);
  });

  it('leaves some out evenly, so that at most four are left', () => {
    expect(powersWithin([1e-8, 1e7])).to.deep.equal([1e-7, 1e-3, 10, 100_000]);
  });
});
