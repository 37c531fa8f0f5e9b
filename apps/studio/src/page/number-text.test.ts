import { expect } from 'chai';
import { short } from './number-text.js';

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
