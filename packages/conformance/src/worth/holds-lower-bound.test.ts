import type { Policy } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { BrokenRule, NotDecided } from '../check.js';
import { ring } from '../small-models.js';
import { ledge } from '../worth-models.js';
import { holdsLowerBound } from './holds-lower-bound.js';

/** Climbs for ever: worth −14/15 on a ledge of one step. */
const climbing: Policy = { reset: () => undefined, act: () => 1 };

describe('A policy held to a lower bound', () => {
  it('holds its own worth and what is less', () => {
    for (const lower of [-14 / 15, -1, -Infinity]) {
      const { least } = holdsLowerBound(ledge(1), climbing, lower, { discount: 0.9 });
      expect(least).to.be.at.least(lower - 1e-6);
    }
  });

  it('breaks a bound that is higher by a hundred-thousandth, and says by how much', () => {
    expect(() => holdsLowerBound(ledge(1), climbing, -14 / 15 + 1e-5, { discount: 0.9 })).to.throw(
      BrokenRule,
      'worth -0.9333333',
    );
  });

  it('is not decided where what was left out makes the difference', () => {
    const model = { ...ring(), discount: 0.9 };
    const act = (lower: number) => () =>
      holdsLowerBound(model, climbing, lower, { discount: 0.9, moves: 20 });
    expect(act(4)).to.throw(NotDecided, 'by 20 moves');
    expect(act(25)).to.throw(BrokenRule);
  });

  it('is played no further than its first action where no policy is worth less', () => {
    let calls = 0;
    const counted: Policy = { reset: () => undefined, act: () => calls++ };
    expect(holdsLowerBound(ledge(1), counted, -100, { discount: 0.9 }).moves).to.equal(0);
    expect(calls).to.equal(1);
  });
});
