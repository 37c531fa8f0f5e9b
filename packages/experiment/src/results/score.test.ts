import { expect } from 'chai';
import { scoreOf } from './score.js';

describe('scoreOf', () => {
  it('is the part of the way from the random agent to a known optimum', () => {
    expect(scoreOf(0.7, 'uniform', 0.5, { lower: 0.9, upper: 0.9 })).to.deep.equal({
      from: 'uniform',
      // The same division, so the same bits.
      least: (0.7 - 0.5) / (0.9 - 0.5),
      greatest: (0.7 - 0.5) / (0.9 - 0.5),
    });
  });

  it('carries the width of a bracket, whichever side of the random agent the value lies on', () => {
    const bracket = { lower: 1, upper: 3 };
    expect(scoreOf(0.5, 'u', -1, bracket)).to.deep.equal({ from: 'u', least: 1.5 / 4, greatest: 1.5 / 2 });
    expect(scoreOf(-2, 'u', -1, bracket)).to.deep.equal({ from: 'u', least: -1 / 2, greatest: -1 / 4 });
  });

  it('is open where the optimum may be no better than the random agent, and absent where it is not', () => {
    expect(scoreOf(1, 'u', 0, { lower: 0, upper: 4 })).to.deep.equal({
      from: 'u',
      least: 0.25,
      greatest: null,
    });
    expect(scoreOf(-1, 'u', 0, { lower: 0, upper: 4 })).to.deep.equal({
      from: 'u',
      least: null,
      greatest: -0.25,
    });
    expect(scoreOf(1, 'u', 0, { lower: -1, upper: 0 })).to.equal(null);
    expect(scoreOf(1, 'u', 0, { lower: 2, upper: Infinity })).to.deep.equal({
      from: 'u',
      least: 0,
      greatest: 0.5,
    });
  });
});
