import { expect } from 'chai';
import { contourLines } from './contour-lines.js';

describe('contourLines', () => {
  it('is straight where the values are linear: x + y = 1.5', () => {
    const grid = [0, 1, 2].map((y) => [0, 1, 2].map((x) => x + y));
    const pieces = contourLines(grid, 1.5);
    expect(pieces.length).to.equal(3);
    for (const [x, y] of pieces.flat()) expect(x + y).to.be.closeTo(1.5, 1e-15);
  });

  it('cuts off the two corners that are above where the middle is below, and those below elsewhere', () => {
    const saddle = (high: number) => [
      [high, 0],
      [0, high],
    ];
    // The level is at 1/1.5 of each edge from a corner with 1.5 down, and the mean .75 lies below it.
    const [[from, to] = [], ...second] = contourLines(saddle(1.5), 1);
    expect(second).to.have.length(1);
    const near = [from!, to!].map(([x, y]) => Math.min(x + y, 2 - x - y));
    near.forEach((distance) => expect(distance).to.be.closeTo(1 - 1 / 1.5, 1e-15));
    const [[start, end] = []] = contourLines(saddle(4), 1);
    // The mean 2 lies above: each piece goes around a corner with 0, a quarter of an edge away from it.
    const around = [start!, end!].map(([x, y]) => Math.min(1 - x + y, x + 1 - y));
    around.forEach((distance) => expect(distance).to.be.closeTo(0.25, 1e-15));
  });

  it('is nowhere where a corner is not known, or no value is on the other side', () => {
    expect(
      contourLines(
        [
          [0, 1],
          [null, 1],
        ],
        0.5,
      ),
    ).to.deep.equal([]);
    expect(contourLines([[0, 1], undefined, [1, 1]], 0.5)).to.deep.equal([]);
    expect(
      contourLines(
        [
          [0, 1],
          [1, 2],
        ],
        3,
      ),
    ).to.deep.equal([]);
  });
});
