import { expect } from 'chai';
import { boundContour, placeOfBound } from './optimum-contours.js';

const unit = Number.EPSILON;

describe('placeOfBound', () => {
  it('compares a bound with the least and the greatest value, up to rounding', () => {
    const range = [0.25, 0.8] as const;
    const places = [0.9, 0.8 + 4 * unit, 0.8 - 4 * unit, 0.5, 0.25 - unit, 0.2].map((bound) =>
      placeOfBound(bound, range),
    );
    expect(places).to.deep.equal(['above', 'greatest', 'greatest', 'within', 'least', 'below']);
  });
});

describe('boundContour', () => {
  /** A plateau at 1 on the left, which rounding makes rough, and a cliff to its right. */
  const plateau = [0, 1, 2, 3].map((j) => [1 + unit * ((j * 7) % 3), 1 - unit * (j % 2), 1, -45]);

  it('is empty on a plateau that has the value of the bound up to rounding', () => {
    expect(boundContour(plateau, 1, [-45, 1 + 2 * unit])).to.deep.equal([]);
  });

  it('is the foot of what rises above the plateau, and no line within the plateau', () => {
    const risen = plateau.map((row) => [2, ...row]);
    const pieces = boundContour(risen, 1, [-45, 2]);
    // The plateau counts as above: its only edge is that towards the cliff, at its last column.
    expect(pieces).to.have.length(3);
    for (const [column] of pieces.flat()) expect(column).to.equal(3);
  });

  it('lies where linear values are the bound', () => {
    const ramp = [0, 1, 2].map(() => [0, 1, 2]);
    for (const [column] of boundContour(ramp, 1.25, [0, 2]).flat()) expect(column).to.equal(1.25);
  });
});
