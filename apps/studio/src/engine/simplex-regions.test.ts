import { expect } from 'chai';
import fc from 'fast-check';
import { greatestAt, valueAt } from './belief-values.js';
import { simplexRegions } from './simplex-regions.js';

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

describe('simplexRegions', () => {
  it('cuts the simplex where two vectors are equal', () => {
    const regions = simplexRegions([
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
    const regions = simplexRegions([
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
        expect(isIn(simplexRegions(vectors)[best]!, b)).to.equal(true);
      }),
      { seed: 2 },
    );
  });
});
