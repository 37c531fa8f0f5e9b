import { expect } from 'chai';
import { arrowOf, discsOf, sectorOf } from './graph-geometry.js';

/** The numbers of a path. */
const numbersOf = (path: string) => path.match(/-?\d+(?:\.\d+)?/g)!.map(Number);

describe('The picture of a graph', () => {
  it('places one node in the middle, and four at the ends of the axes, within the picture', () => {
    expect(discsOf([1], [600, 400])[0]).to.deep.include({ centre: [300, 200], radius: 40 });
    const discs = discsOf([0, 0.25, 0.25, 0.5], [600, 400]);
    const places = discs.map(({ centre }) => centre.map(Math.round));
    expect(places).to.deep.equal([
      [300, 84],
      [516, 200],
      [300, 316],
      [84, 200],
    ]);
    expect(discs.map(({ radius }) => radius)).to.deep.equal([18, 29, 29, 18 + 22 * Math.sqrt(0.5)]);
  });

  it('makes the discs of many nodes so small that they do not meet', () => {
    const discs = discsOf(
      Array.from({ length: 60 }, () => 1 / 60),
      [600, 400],
    );
    for (const [i, one] of discs.entries()) {
      const next = discs[(i + 1) % discs.length]!;
      const apart = Math.hypot(one.centre[0] - next.centre[0], one.centre[1] - next.centre[1]);
      expect(apart).to.be.above(one.radius + next.radius);
    }
  });

  it('ends an arrow at the rim of its disc, and bends the way back to the other side', () => {
    const [left, right] = [
      { centre: [0, 0], radius: 10, outward: Math.PI },
      { centre: [100, 0], radius: 20, outward: 0 },
    ] as const;
    const [x = 0, y = 0] = numbersOf(arrowOf(left, right, 3).head);
    // The tip stands 2 units before the rim; coordinates have two decimals.
    expect(Math.hypot(x - 100, y)).to.be.closeTo(22, 0.01);
    expect(Math.sign(numbersOf(arrowOf(left, right, 3).path)[3]!)).to.equal(-1);
    expect(Math.sign(numbersOf(arrowOf(right, left, 3).path)[3]!)).to.equal(1);
  });

  it('draws a loop outwards', () => {
    const disc = { centre: [0, 0], radius: 20, outward: Math.PI / 2 } as const;
    const [, , , pulled = 0] = numbersOf(arrowOf(disc, disc, 1).path);
    expect(pulled).to.be.above(20);
  });

  it('draws a quarter of a disc from the top to the right, and all of it as two halves', () => {
    const disc = { centre: [0, 0], radius: 10, outward: 0 } as const;
    expect(sectorOf(disc, 0, 0.25)).to.equal(
      'M0.00,0.00L0.00,-10.00A10,10 0 0 1 7.07,-7.07A10,10 0 0 1 10.00,0.00Z',
    );
    // All but a millionth: the ends meet, and the middle is opposite.
    expect(sectorOf(disc, 1e-6, 1)).to.match(
      /L0.00,-10.00A10,10 0 0 1 -?0.00,10.00A10,10 0 0 1 -?0.00,-10.00Z$/,
    );
  });
});
