import { expect } from 'chai';
import { beliefAtPlace, placeOnTriangle } from './triangle.js';

describe('The triangle of three states', () => {
  it('has a place for each belief, and the belief of each place', () => {
    for (const belief of [
      [0.2, 0.3, 0.5],
      [0.6, 0.1, 0.3],
    ])
      beliefAtPlace(placeOnTriangle(belief))!.forEach((value, s) =>
        expect(value).to.be.closeTo(belief[s]!, 1e-14),
      );
  });

  it('has no belief outside', () => {
    expect(beliefAtPlace([0, 0])).to.equal(undefined);
    expect(beliefAtPlace([200, 360])).to.equal(undefined);
  });
});
