import { expect } from 'chai';
import { rangeOf } from './plot.js';

describe('rangeOf', () => {
  it('takes a million numbers, without those that are not known', () => {
    const values: (number | null)[] = Array.from({ length: 1_000_000 }, (_, i) => i);
    values.push(null, Infinity, NaN);
    expect(rangeOf(values)).to.deep.equal([0, 999_999]);
  });

  it('is from 0 to 1 where nothing is known, and a little wide where all are equal', () => {
    expect(rangeOf([null, NaN])).to.deep.equal([0, 1]);
    expect(rangeOf([2, 2])).to.deep.equal([2 - 1e-9, 2 + 1e-9]);
  });
});
