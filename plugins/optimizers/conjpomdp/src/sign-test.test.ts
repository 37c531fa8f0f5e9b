import { randomStream } from '@pomdp-gym/numerics';
import type { Random, SlopeEstimate } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { signDecided } from './sign-test.js';

/** A normal number by the method of Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}

function slopeOf(blocks: readonly number[]): SlopeEstimate {
  const n = blocks.length;
  const mean = blocks.reduce((sum, x) => sum + x, 0) / n;
  const squares = blocks.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { value: mean, standardError: n < 2 ? Infinity : Math.sqrt(squares / (n - 1) / n), blocks: n };
}

/** What the test decides on one path of at most 200 blocks, normal about the slope with deviation 1: its sign, or 0. */
function decide(slope: number, error: number, random: Random): { sign: number; blocks: number } {
  const blocks: number[] = [];
  while (blocks.length < 200) {
    blocks.push(slope + normal(random));
    const estimate = slopeOf(blocks);
    if (signDecided(estimate, error)) return { sign: Math.sign(estimate.value), blocks: blocks.length };
  }
  return { sign: 0, blocks: 200 };
}

describe('The sequential test of the sign', () => {
  const paths = 2000;

  it('is wrong no more often than stated, on known slopes and on a slope of zero', () => {
    // 4 binomial standard deviations above the stated rate: a false alarm in 3e-5 of other seeds for each of the 8 pairs.
    for (const error of [0.02, 0.1]) {
      for (const slope of [0, 0.05, 0.2, 1]) {
        const random = randomStream(1, 'sign', String(slope));
        let wrong = 0;
        for (let i = 0; i < paths; i++) wrong += Number(decide(slope, error, random).sign < 0);
        const most = error + 4 * Math.sqrt((error * (1 - error)) / paths);
        expect(wrong / paths, `slope ${slope}, error ${error}`).to.be.at.most(most);
        if (slope === 1) expect(wrong / paths).to.be.below(error / 2);
      }
    }
  });

  it('decides nearly always where the slope is clear, and sooner the steeper it is', () => {
    const mean = (slope: number) => {
      const random = randomStream(2, 'sign', String(slope));
      const found = Array.from({ length: 500 }, () => decide(slope, 0.05, random));
      expect(found.filter(({ sign }) => sign > 0).length, `slope ${slope}`).to.be.above(470);
      return found.reduce((sum, { blocks }) => sum + blocks, 0) / found.length;
    };
    const [weak, clear, steep] = [mean(0.4), mean(1), mean(3)];
    expect(clear).to.be.below(weak / 2);
    expect(steep).to.be.below(clear);
    expect(steep).to.be.below(8);
  });

  it('adds an offset that is known, and decides nothing before two blocks or on a flat line', () => {
    const slope = { value: 1, standardError: 0.1, blocks: 10 };
    expect(signDecided(slope, 0.05)).to.equal(true);
    expect(signDecided(slope, 0.05, -0.95)).to.equal(false);
    expect(signDecided(slope, 0.05, -2)).to.equal(true);
    expect(signDecided({ value: 1, standardError: Infinity, blocks: 1 }, 0.05)).to.equal(false);
    expect(signDecided({ value: 0, standardError: 0, blocks: 32 }, 0.05)).to.equal(false);
  });
});
