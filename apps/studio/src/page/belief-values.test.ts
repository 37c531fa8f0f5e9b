import { expect } from 'chai';
import fc from 'fast-check';
import { greatestAt, isBelief, regionsOf, valueAt, withProbability } from './belief-values.js';

const number = fc.double({ min: -10, max: 10, noNaN: true });
const vector = fc.tuple(number, number, number);
const belief = fc
  .tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }))
  .map((parts) => parts.map((part) => part / (parts[0] + parts[1] + parts[2])));

/** Whether a belief lies in a convex polygon of beliefs, or within rounding of it. */
function isIn(corners: readonly (readonly number[])[], [x = 0, y = 0]: readonly number[]): boolean {
  const sides = corners.map(([a = 0, b = 0], i) => {
    const [c = 0, d = 0] = corners[(i + 1) % corners.length]!;
    return (c - a) * (y - b) - (d - b) * (x - a);
  });
  return corners.length > 0 && (sides.every((side) => side >= -1e-9) || sides.every((side) => side <= 1e-9));
}

describe('regionsOf', () => {
  it('cuts the simplex where two vectors are equal', () => {
    const regions = regionsOf([
      [1, 0, 0],
      [0, 1, 1],
    ]);
    expect(regions[0]).to.deep.equal([
      [1, 0, 0],
      [0.5, 0.5, 0],
      [0.5, 0, 0.5],
    ]);
    expect(regions[1]!.length).to.equal(4);
  });

  it('gives the whole to the first of equal vectors, and nothing to one that is nowhere greatest', () => {
    const regions = regionsOf([
      [1, 1, 1],
      [1, 1, 1],
      [0, 1, 0],
    ]);
    expect(regions.map(({ length }) => length)).to.deep.equal([3, 0, 0]);
  });

  it('puts each belief into the region of the vector that is greatest there', () => {
    fc.assert(
      fc.property(fc.array(vector, { minLength: 1, maxLength: 6 }), belief, (vectors, b) => {
        const best = greatestAt(vectors, b);
        const products = vectors.map((values) => valueAt(values, b)).sort((one, other) => other - one);
        // Where two are nearly equal there, rounding decides.
        fc.pre(products.length === 1 || products[0]! - products[1]! > 1e-6);
        expect(isIn(regionsOf(vectors)[best]!, b)).to.equal(true);
      }),
    );
  });
});

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
    );
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
