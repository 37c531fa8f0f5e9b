import { standingOptimum, type Summary } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { percentOfOptimum } from './percent-of-optimum.js';

const bracket = (lower: number, upper: number) => {
  return {
    criterion: 'average',
    lower,
    upper,
    by: { lower: 'made up', upper: 'made up' },
    basis: 'made up',
  } as const;
};
const known = (averageReward: number) => ({ averageReward, source: 'made up' });
const earning = (mean: number, parts: Partial<Summary> = {}): Summary => ({
  ...{ environment: 'e', agent: 'a', runs: 2, mean, low: mean, high: mean, exact: true, steps: 0 },
  ...{
    fractionOfOptimum: null,
    discounted: null,
    metrics: [],
    cautions: 0,
    firstCaution: null,
    firstRefusal: null,
    mismatch: null,
    stayed: 0,
    firstStay: null,
    interval: null,
  },
  ...{ failures: 0, firstFailure: null, ...parts },
});

describe('the optimum that results stand beside', () => {
  it('is the one that the environment states, where nothing excludes it', () => {
    expect(standingOptimum(known(1.0838), bracket(1.0837, 4.5), [earning(1)])).to.deep.equal({
      optimum: 1.0838,
      optimumDoubt: null,
    });
    expect(
      standingOptimum(known(1.0838), bracket(1.08379, 1.08379), []).optimum,
      'stated in five digits',
    ).to.equal(1.0838);
  });

  it('is the middle of bounds that have met, where none is stated', () => {
    expect(standingOptimum(undefined, bracket(0.7999, 0.8001), []).optimum).to.be.closeTo(0.8, 1e-12);
    expect(standingOptimum(undefined, bracket(0.7, 0.8), []).optimum).to.equal(null);
    expect(standingOptimum(undefined, bracket(2, Infinity), []).optimum).to.equal(null);
    expect(standingOptimum(undefined, bracket(-Infinity, 2), []).optimum).to.equal(null);
    expect(standingOptimum(undefined, null, [])).to.deep.equal({ optimum: null, optimumDoubt: null });
  });

  it('is not the one stated where bounds or an agent exclude it, and says why', () => {
    const said = 'The optimum 0.34 that the environment states is wrong';
    const cases = [
      standingOptimum(known(0.34), bracket(0.7999, 0.8001), []),
      standingOptimum(known(0.34), bracket(0.1, 0.2), []),
      // However far away the other bound is.
      standingOptimum(known(0.34), bracket(0.7999, 1e6), []),
      standingOptimum(known(0.34), null, [earning(0.1), earning(0.8)]),
      standingOptimum(known(0.34), null, [earning(0.8, { exact: false, low: 0.7, high: 0.9 })]),
    ];
    expect(cases.map(({ optimumDoubt }) => optimumDoubt)).to.deep.equal([
      `${said}: the best policy earns at least 0.7999.`,
      `${said}: the best policy earns at most 0.2.`,
      `${said}: the best policy earns at least 0.7999.`,
      `${said}: a earns 0.8.`,
      `${said}: a earns 0.8.`,
    ]);
    expect(cases.map(({ optimum }) => optimum)).to.deep.equal([0.8, null, null, null, null]);
  });

  it('is held to numbers that are said without the digits that rounding leaves', () => {
    const doubts = [
      standingOptimum(known(0.4), bracket(0.9999999999999987, 1), []),
      standingOptimum(known(5), bracket(1, 1.0000000000000013), []),
      standingOptimum(known(0.4), null, [earning(0.1 + 0.7)]),
    ].map(({ optimumDoubt }) => optimumDoubt);
    expect(doubts.map((doubt) => /wrong: (.*)$/.exec(doubt ?? '')?.[1])).to.deep.equal([
      'the best policy earns at least 1.',
      'the best policy earns at most 1.',
      'a earns 0.8.',
    ]);
  });

  it('is not excluded by a simulated average that chance may have raised', () => {
    const lucky = earning(0.35, { exact: false, low: 0.33, high: 0.37 });
    expect(standingOptimum(known(0.34), null, [lucky]).optimumDoubt).to.equal(null);
  });

  it('is what shares are taken of, and a loss is no share', () => {
    expect(percentOfOptimum(0.5)).to.equal('50.0 %');
    expect(percentOfOptimum(-27.5562)).to.equal(undefined);
    expect(percentOfOptimum(null)).to.equal(undefined);
  });
});
