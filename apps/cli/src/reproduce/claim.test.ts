import { expect } from 'chai';
import { claimAbove, claimExactly, claimOrdered, claimWithin } from './claim.js';
import { claimTable, distance } from './reported.js';

const statement = { statement: 'It is so.', source: 'made up', mark: 'C' } as const;
const interval = (low: number, high: number) => ({ estimate: (low + high) / 2, low, high });

/** Mean and standard deviation exactly as told: n/2 values at m + d and as many at m − d. */
function sample(mean: number, deviation: number, n = 100): number[] {
  const d = deviation * Math.sqrt((n - 1) / n);
  return Array.from({ length: n }, (_, i) => mean + (i % 2 === 0 ? d : -d));
}

describe('verdicts', () => {
  it('on a lower bound need the whole interval on one side', () => {
    const verdict = (low: number, high: number) =>
      claimAbove(statement, interval(low, high), 1, 'it').verdict;
    expect([verdict(1.1, 2), verdict(0.9, 2), verdict(0, 1)]).to.deep.equal(['agrees', 'open', 'differs']);
  });

  it('on a range need the whole interval inside or outside', () => {
    const verdict = (low: number, high: number) =>
      claimWithin(statement, interval(low, high), 1, 2, 'it').verdict;
    expect([verdict(1, 2), verdict(1.5, 2.1), verdict(0, 0.9), verdict(2.1, 3)]).to.deep.equal([
      'agrees',
      'open',
      'differs',
      'differs',
    ]);
  });

  it('on exact values are yes or no', () => {
    expect(claimExactly(statement, 'c', 'f', true).verdict).to.equal('agrees');
    expect(claimExactly(statement, 'c', 'f', false).verdict).to.equal('differs');
  });

  it('on an order need four standard errors of each difference', () => {
    // Standard errors .1 each: a difference of 4 · .1 √2 = .566 decides.
    const verdict = (...means: number[]) =>
      claimOrdered(
        statement,
        'means',
        means.map((mean) => ({ label: 'x', values: sample(mean, 1) })),
      ).verdict;
    expect(verdict(0, 0.57, 1.14)).to.equal('agrees');
    expect(verdict(0, 0.57, 1.1)).to.equal('open');
    expect(verdict(0, 0.57, 0)).to.equal('differs');
  });

  it('say what decided, with the measured figure beside it', () => {
    const claim = claimAbove(statement, { estimate: 1.5, low: 1.25, high: 1.75 }, 1, 'the mean');
    expect(claim).to.include({
      ...statement,
      criterion:
        'the whole interval of the mean lies above 1; it differs where the whole interval lies below',
      found: '1.5, interval 1.25 to 1.75',
    });
    expect(claim.measured).to.deep.equal({ estimate: 1.5, low: 1.25, high: 1.75 });
  });
});

describe('tables that others report', () => {
  const reported = { mean: 0.5, runs: 100, deviation: 1, rounding: 0.005 };

  it('are compared in standard errors of the difference, beyond their rounding', () => {
    // σ √(1/100 + 1/100) = .1414
    expect(distance({ values: sample(0.505, 1), reported })).to.equal(0);
    expect(distance({ values: sample(0.505 + 0.1414, 1), reported })).to.be.closeTo(1, 1e-3);
    expect(distance({ values: sample(0.495 - 0.2828, 1), reported })).to.be.closeTo(2, 1e-3);
  });

  it('take the greater of the two deviations, and do without the quoted one', () => {
    expect(distance({ values: sample(0.505 + 0.2828, 2), reported })).to.be.closeTo(1, 1e-3);
    expect(distance({ values: sample(0.505 + 0.1414, 0.1), reported })).to.be.closeTo(1, 1e-3);
    const quiet = { mean: 0.5, runs: 100, rounding: 0.005 };
    expect(distance({ values: sample(0.505 + 0.01414, 0.1), reported: quiet })).to.be.closeTo(1, 1e-3);
    expect(distance({ values: [0.75, 0.75, 0.75], reported: quiet })).to.equal(Infinity);
  });

  it('came out again where every cell lies within four', () => {
    const cell = (errors: number) => ({
      label: `${errors} away`,
      values: sample(0.505 + errors * Math.sqrt(0.02), 1),
      reported,
    });
    expect(claimTable(statement, [cell(1), cell(3.9)]).verdict).to.equal('agrees');
    const claim = claimTable(statement, [cell(1), cell(4.1), cell(2)]);
    expect(claim.verdict).to.equal('differs');
    expect(claim.found).to.equal('2 of 3 do; the farthest (4.1 away) lies 4.1 standard errors away');
  });
});
