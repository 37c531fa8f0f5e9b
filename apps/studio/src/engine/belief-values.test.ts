import { expect } from 'chai';
import fc from 'fast-check';
import { isBelief, sharesBeside, withProbability } from './belief-values.js';

const belief = fc
  .tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }))
  .map((parts) => parts.map((part) => part / (parts[0] + parts[1] + parts[2])));

describe('withProbability', () => {
  it('keeps the shares of the others, and makes them even where they have none', () => {
    expect(withProbability([0.5, 0.25, 0.25], 0, 0.25)).to.deep.equal([0.25, 0.375, 0.375]);
    expect(withProbability([1, 0, 0], 0, 0.5)).to.deep.equal([0.5, 0.25, 0.25]);
  });

  it('makes a belief of a belief', () => {
    fc.assert(
      fc.property(belief, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 2 }), (b, p, state) => {
        expect(isBelief(withProbability(b, state, p), 3)).to.equal(true);
      }),
      { seed: 1 },
    );
  });
});

describe('sharesBeside', () => {
  it('is the belief, unless that is certain of the state; then the start, unless that is too', () => {
    const of = { belief: [0, 1, 0], start: [0.5, 0.5, 0] };
    expect([0, 1].map((state) => sharesBeside(state, of))).to.deep.equal(['belief', 'start']);
    expect(sharesBeside(1, { ...of, start: of.belief })).to.equal(undefined);
  });
});

describe('isBelief', () => {
  it('refuses what is below 0, does not sum to 1 or is over other states', () => {
    expect([[0.5, 0.5], [0.5, 0.6], [-0.5, 1.5], [1]].map((numbers) => isBelief(numbers, 2))).to.deep.equal([
      true,
      false,
      false,
      false,
    ]);
  });
});
