import { expect } from 'chai';
import { drawNormal } from './draw-normal.js';
import { randomStream } from './random-stream.js';

const COUNT = 100_000;

describe('drawNormal', () => {
  const random = randomStream(1, 'normal');
  const draws = Array.from({ length: COUNT }, () => drawNormal(random));
  const mean = (value: (x: number) => number) =>
    draws.reduce((sum, draw) => sum + value(draw), 0) / draws.length;

  // The k-th power of a normal number has the variance E x^{2k} − (E x^k)²: 1, 2, 15 and 96. Five standard errors each.
  for (const [power, moment, variance] of [
    [1, 0, 1],
    [2, 1, 2],
    [3, 0, 15],
    [4, 3, 96],
  ] as const) {
    it(`has the moment ${moment} of order ${power}`, () => {
      expect(mean((x) => x ** power)).to.be.closeTo(moment, 5 * Math.sqrt(variance / COUNT));
    });
  }

  it('exceeds 1.96 in one of forty draws', () => {
    const beyond = draws.filter((draw) => draw > 1.959963985).length / COUNT;
    expect(beyond).to.be.closeTo(0.025, 5 * Math.sqrt((0.025 * 0.975) / COUNT));
  });

  it('is finite where a uniform draw is 0', () => {
    expect(drawNormal({ uniform: () => 0, uint32: () => 0 })).to.equal(0);
  });
});
