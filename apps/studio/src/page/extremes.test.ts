import { expect } from 'chai';
import { extremesOf, shareOf } from './extremes.js';

describe('extremesOf', () => {
  it('is the least and the greatest to the last bit, and undefined of none', () => {
    expect(extremesOf([0.3, 0.1, 0.2])).to.deep.equal([0.1, 0.3]);
    expect(extremesOf([0.3])).to.deep.equal([0.3, 0.3]);
    expect(extremesOf([])).to.equal(undefined);
  });
});

describe('shareOf', () => {
  it('is from 0 to 1, and a number where all are equal', () => {
    expect([2, 3, 4].map((value) => shareOf(value, [2, 4]))).to.deep.equal([0, 0.5, 1]);
    expect(shareOf(1e9, [1e9, 1e9])).to.equal(0.5);
  });
});
