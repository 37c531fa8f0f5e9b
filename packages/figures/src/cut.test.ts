import { expect } from 'chai';
import { cutBand, cutLine, cutStretch } from './cut.js';
import { upperEnvelope } from './upper-envelope.js';

const square = { x: { from: 0, to: 1 }, y: { from: 0, to: 1 } };
const numbers = (parts: { x: number; y: number }[][]) =>
  parts.map((part) => part.map(({ x, y }) => [x, y].map((value) => Number(value.toFixed(12))))); // rounding

describe('what is cut to a window', () => {
  it('of a line is its way through it', () => {
    const line = (...places: [number, number][]) =>
      numbers(
        cutLine(
          places.map(([x, y]) => ({ x, y })),
          square,
        ),
      );
    expect(line([0, 0], [1, 1]), 'inside').to.deep.equal([
      [
        [0, 0],
        [1, 1],
      ],
    ]);
    expect(line([0, -1], [1, 3]), 'through').to.deep.equal([
      [
        [0.25, 0],
        [0.5, 1],
      ],
    ]);
    expect(line([0, 2], [1, 5]), 'above').to.deep.equal([]);
    expect(line([-1, 0.5], [2, 0.5]), 'level').to.deep.equal([
      [
        [0, 0.5],
        [1, 0.5],
      ],
    ]);
    expect(line([0, 0.5], [0.25, 1.5], [0.5, 0.5], [1, 0.5]), 'out and in again').to.deep.equal([
      [
        [0, 0.5],
        [0.125, 1],
      ],
      [
        [0.375, 1],
        [0.5, 0.5],
        [1, 0.5],
      ],
    ]);
    expect(line([0.5, 0.5]), 'one place').to.deep.equal([[[0.5, 0.5]]]);
    expect(line([0.5, 1.5]), 'one place outside').to.deep.equal([]);
    expect(line()).to.deep.equal([]);
  });

  it('of a line is measured along its axes: on logarithmic ones in ratios', () => {
    const window = {
      x: { from: 1, to: 1e6, scale: 'log' as const },
      y: { from: 1e-2, to: 10, scale: 'log' as const },
    };
    const [[begin, end]] = cutLine(
      [
        { x: 1, y: 1 },
        { x: 1e4, y: 1e-4 },
      ],
      window,
    ) as [[{ x: number; y: number }, { x: number; y: number }]];
    expect(begin).to.deep.equal({ x: 1, y: 1 });
    // y = 1/x: .01 at 100, but for rounding of logarithms.
    expect(end.x).to.be.closeTo(100, 1e-10);
    expect(end.y).to.be.closeTo(0.01, 1e-15);
  });

  it('of a band are its edges, with corners where they meet those of the window', () => {
    const band = [
      { x: 0, low: 0.2, high: 0.4 },
      { x: 1, low: 1.2, high: 1.4 },
    ];
    const [part] = cutBand(band, square);
    const corners = part!.map(({ x, low, high }) => [x, low, high].map((value) => Number(value.toFixed(9))));
    expect(corners).to.deep.equal([
      [0, 0.2, 0.4],
      [0.6, 0.8, 1],
      [0.8, 1, 1],
    ]);
    expect(cutBand([{ x: 0, low: 2, high: 3 }], square)).to.deep.equal([]);
  });

  it('of an interval is what lies inside, if any', () => {
    expect(cutStretch({ low: -1, high: 0.5 }, square.y)).to.deep.equal({ low: 0, high: 0.5 });
    expect(cutStretch({ low: 2, high: 3 }, square.y)).to.equal(undefined);
  });

  it('lies inside, whatever is cut: every line and band through four of nine heights', () => {
    const heights = [-1e5, -3, -0.2, 0, 0.3, 1, 1.2, 40, 1e6];
    const four = heights.flatMap((a) =>
      heights.flatMap((b) => heights.flatMap((c) => heights.map((d) => [a, b, c, d]))),
    );
    for (const ys of four) {
      const places = ys.map((y, i) => ({ x: (i - 1) / 1.7, y }));
      for (const { x, y } of cutLine(places, square).flat()) {
        expect(x).to.be.within(0, 1);
        expect(y).to.be.within(0, 1);
      }
      const band = places.map(({ x, y }) => ({ x, low: y, high: y + 0.7 }));
      for (const { x, low, high } of cutBand(band, square).flat()) {
        expect(x).to.be.within(0, 1);
        expect(low).to.be.within(0, 1);
        expect(high).to.be.within(low, 1);
      }
    }
  });
});

describe('the maximum of lines', () => {
  it('has its corners where one overtakes another', () => {
    const corners = upperEnvelope([
      [4, 0],
      [-4, 4],
      [1, 1],
      [0, 0],
    ]);
    expect(corners.map(({ x, y }) => [x, y])).to.deep.equal([
      [0, 4],
      [2 / 3, corners[1]!.y],
      [1, 4],
    ]);
    expect(corners[1]!.y).to.be.closeTo(4 / 3, 1e-12); // rounding
  });

  it('is one of them where it is above all others, also of equal ones', () => {
    const ends = [
      { x: 0, y: 2 },
      { x: 1, y: 3 },
    ];
    expect(
      upperEnvelope([
        [0, 1],
        [2, 3],
        [2, 3],
        [1, 3],
      ]),
    ).to.deep.equal(ends);
  });
});
