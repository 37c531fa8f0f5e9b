import { expect } from 'chai';
import { mean } from '@pomdp-gym/statistics';
import { claimAbove, claimExactly, claimOrdered, claimWithin, differences } from './claim.js';
import { band, claimTable, distance } from './reported.js';

const statement = { statement: 'It is so.', source: 'made up', mark: 'C' } as const;
const interval = (low: number, high: number) => ({ estimate: (low + high) / 2, low, high });

/** Mean and standard deviation exactly as instructed: n/2 values at m + d and as many at m − d. */
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
    // Every second sample is constant: differences have a standard error of .1, and .4 decides.
    const verdict = (...means: number[]) =>
      claimOrdered(
        statement,
        'means',
        means.map((mean, i) => ({ label: 'x', values: new Map(sample(mean, i % 2).entries()) })),
      ).verdict;
    expect(verdict(0, 0.41, 0.82)).to.equal('agrees');
    expect(verdict(0, 0.41, 0.8)).to.equal('open');
    expect(verdict(0, 0.41, 0)).to.equal('differs');
  });

  it('on an order compare runs of the same seed, whatever seeds have in common', () => {
    const seeds = sample(0, 100).entries();
    const shared = new Map(seeds);
    const raised = new Map([...shared].map(([seed, value]) => [seed, value + 0.1 + 0.1 * (seed % 3)]));
    const others = new Map([...raised].map(([seed, value]) => [seed + 1000, value]));
    const verdict = (later: Map<number, number>) =>
      claimOrdered(statement, 'means', [
        { label: 'a', values: shared },
        { label: 'b', values: later },
      ]).verdict;
    expect(verdict(raised)).to.equal('agrees');
    expect(differences(shared, others)).to.deep.equal([]);
    // Differences of .1, .2 and .3 in turn: the mean of a hundred, 34 of which are the least.
    expect(mean(differences(shared, raised))).to.be.closeTo((34 * 0.1 + 33 * 0.2 + 33 * 0.3) / 100, 1e-12);
  });

  it('on an order stay open where nothing differs', () => {
    const same = {
      label: 'x',
      values: new Map([
        [1, 0.5],
        [2, 0.5],
      ]),
    };
    expect(claimOrdered(statement, 'means', [same, same]).verdict).to.equal('open');
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
    const cell = (errors: number, theirs = 10) => ({
      label: `${errors} away`,
      values: sample(theirs + 0.005 + errors * Math.sqrt(0.02), 1),
      reported: { ...reported, mean: theirs },
    });
    expect(claimTable(statement, [cell(1), cell(3.9)]).verdict).to.equal('agrees');
    const claim = claimTable(statement, [cell(1), cell(4.1), cell(2)]);
    expect(claim.verdict).to.equal('differs');
    expect(claim.found).to.equal(
      '2 of 3 do, where up to ±5.707 % is allowed; the farthest (4.1 away) lies 4.1 standard errors away',
    );
    // A band of .005 + 4 · .1414 about 1.1 is 52 % wide to either side, about 1.2 only 48 %.
    expect(claimTable(statement, [cell(1), cell(1, 1.1)]).verdict).to.equal('open');
    expect(claimTable(statement, [cell(1), cell(1, 1.2)]).verdict).to.equal('agrees');
    expect(band(cell(1, 1.1))).to.be.closeTo((0.005 + 4 * Math.sqrt(0.02)) / 1.1, 1e-4);
  });
});
