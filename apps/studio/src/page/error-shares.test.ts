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
  const parts = { beta: 0.5, squaredBias: 1, variance: 80 };
  const known = { squaredBias: 2, variance: 4 };
  const exact = { bias: 0.5, variance: 1, error: 1.5 };

  it('are bias², variance / T and their sum, by |∇η|², and the exact ones where they are known', () => {
    const long = { bias: 0.25, variance: 0.5, error: 0.75 };
    expect(errorShares(parts, { steps: 40, exact: null }, of)).to.deep.equal({ ...long, exact: null });
    expect(errorShares(parts, { steps: 40, exact: known }, of)).to.deep.equal({ ...long, exact });
  });

  it('have no variance and error of long runs where T is too small for them', () => {
    const few = { bias: 0.25, variance: null, error: null };
    expect(errorShares(parts, { steps: 29, exact: known }, of)).to.deep.equal({ ...few, exact });
    expect(errorShares(parts, { steps: 29, exact: null }, of)).to.deep.equal({ ...few, exact: null });
  });
});

describe('leastError', () => {
  it('is the least of those that are known', () => {
    const errors = [null, 3, 2, null].map((error) => ({ bias: 0, variance: error, error, exact: null }));
    expect(leastError([0, 0.5, 0.9, 0.99], errors)).to.deep.equal({ x: 0.9, error: 2 });
    const exact = { bias: 0, variance: 1, error: 9, exact: { bias: 0, variance: 1, error: 1 } };
    expect(leastError([0, 0.5, 0.9], [...errors.slice(0, 2), exact])).to.deep.equal({ x: 0.9, error: 1 });
    expect(leastError([0], errors.slice(0, 1))).to.equal(undefined);
  });
});
