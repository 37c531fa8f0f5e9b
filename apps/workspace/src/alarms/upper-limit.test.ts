import { expect } from 'chai';
import { upperLimit } from './upper-limit.js';

describe('The upper limit of a probability', () => {
  it('is 1 − .05^(1/n) after no event', () => {
    for (const n of [1, 20, 1000]) expect(upperLimit(0, n)).to.be.closeTo(1 - 0.05 ** (1 / n), 1e-12);
  });

  it('is 1 after nothing but events', () => expect(upperLimit(5, 5)).to.equal(1));

  it('solves the binomial sum: one event in two, P(at most 1) = 1 − p² = .05', () =>
    expect(upperLimit(1, 2)).to.be.closeTo(Math.sqrt(0.95), 1e-12));
});
