import { expect } from 'chai';
import { asymptoticFrom } from './asymptotic-from.js';
import { errorShares, leastError } from './error-shares.js';

const of = { squaredGradient: 4, mixing: 3 };

describe('asymptoticFrom', () => {
  it('is ten times the longer of 1/(1 − β) and the time to mix', () => {
    expect(asymptoticFrom(0.9, 3)).to.equal(100);
    expect(asymptoticFrom(0.5, 3)).to.equal(30);
    expect(asymptoticFrom(0, null)).to.equal(10);
  });
});

describe('errorShares', () => {
  it('are bias², variance / T and their sum, by |∇η|²', () => {
    expect(
      errorShares({ beta: 0.5, squaredBias: 1, variance: 80 }, { steps: 40, exact: 7 }, of),
    ).to.deep.equal({
      ...{ bias: 0.25, variance: 0.5, error: 0.75, exact: null },
    });
  });

  it('have the exact error, where it is known, in place of variance and error where T is too small for them', () => {
    const parts = { beta: 0.5, squaredBias: 1, variance: 80 };
    const few = { bias: 0.25, variance: null, error: null };
    expect(errorShares(parts, { steps: 29, exact: 6 }, of)).to.deep.equal({ ...few, exact: 1.5 });
    expect(errorShares(parts, { steps: 29, exact: null }, of)).to.deep.equal({ ...few, exact: null });
  });
});

describe('leastError', () => {
  it('is the least of those that are known', () => {
    const errors = [null, 3, 2, null].map((error) => ({ bias: 0, variance: error, error, exact: null }));
    expect(leastError([0, 0.5, 0.9, 0.99], errors)).to.deep.equal({ x: 0.9, error: 2 });
    const exact = { bias: 0, variance: null, error: null, exact: 1 };
    expect(leastError([0, 0.5, 0.9], [...errors.slice(0, 2), exact])).to.deep.equal({ x: 0.9, error: 1 });
    expect(leastError([0], errors.slice(0, 1))).to.equal(undefined);
  });
});
