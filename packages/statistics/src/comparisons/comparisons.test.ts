import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { meanInterval } from '../intervals/mean-interval.js';
import { Replicates } from '../replicates.js';
import { holmAdjusted } from './holm.js';
import { meanTest } from './mean-test.js';
import { pairedDifference } from './paired-difference.js';

const replicates = (scores: readonly number[]) =>
  Replicates.bySeed(scores.map((score, seed) => [seed, score] as const));

describe('holmAdjusted', () => {
  it('multiplies the smallest by their number, and keeps the order', () => {
    // R: p.adjust(c(.01, .04, .03, .005), "holm") is .03 .06 .06 .02.
    const adjusted = holmAdjusted([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((p, i) => expect(adjusted[i]).closeTo(p, 1e-15));
    expect(holmAdjusted([0.9, 0.8])).to.deep.equal([1, 1]);
    expect(holmAdjusted([])).to.deep.equal([]);
  });
});

describe('meanTest', () => {
  it('is 1 less the greatest confidence whose interval leaves 0 out', () => {
    const random = randomStream(2, 'test');
    for (let trial = 0; trial < 50; trial++) {
      const runs = replicates(Array.from({ length: 6 }, () => random.uniform() ** 3 - 0.1));
      const p = meanTest(runs.scores);
      const holdsZero = (confidence: number) => {
        const { low, high } = meanInterval(runs, { confidence });
        return low <= 0 && 0 <= high;
      };
      expect(holdsZero(1 - p * 0.999), `p = ${p}`).to.equal(true);
      if (p < 0.99) expect(holdsZero(1 - p * 1.001), `p = ${p}`).to.equal(false);
    }
  });

  it('knows nothing of one value, and all of equal ones', () => {
    expect([meanTest([3]), meanTest([2, 2]), meanTest([0, 0])]).to.deep.equal([1, 0, 1]);
  });
});

describe('pairedDifference', () => {
  const luck = [0, 5, 2, 9, 4];
  const first = replicates(luck.map((value, i) => value + 1 + i / 10));
  const second = replicates(luck);

  it('takes the seeds that both have, and says how much variance pairing saves', () => {
    const { interval, pValue, varianceSaved } = pairedDifference(first, second);
    // Differences 1, 1.1, 1.2, 1.3, 1.4: mean 1.2, variance .025; the scores by themselves vary by some 12.
    expect(interval.estimate).closeTo(1.2, 1e-12);
    expect(interval.high - interval.low).below(1);
    expect(varianceSaved).closeTo(1 - 0.025 / (11.5 + 12.1), 2e-4);
    expect(pValue).below(0.001);
    expect(pairedDifference(first, replicates([0, 5])).interval.replicates).to.equal(2);
  });

  it('saves nothing where scores differ by rounding alone', () => {
    const nearly = replicates([0.25, 0.25 - 1e-13, 0.25 + 2e-13]);
    expect(pairedDifference(replicates([0.05, 0.05, 0.05]), nearly).varianceSaved).to.equal(0);
  });

  it('saves nothing where runs of a seed have nothing in common, and less than that where they go against one another', () => {
    const random = randomStream(4, 'scores');
    const draw = () => replicates(Array.from({ length: 4000 }, () => random.uniform()));
    // The correlation of 4000 independent pairs has standard error .016.
    expect(pairedDifference(draw(), draw()).varianceSaved).closeTo(0, 0.064);
    expect(
      pairedDifference(
        second,
        second.map((score) => -score),
      ).varianceSaved,
    ).closeTo(-1, 1e-12);
  });

  it('is NaN without a shared seed', () => {
    expect(pairedDifference(replicates([]), second).interval.estimate).to.be.NaN;
  });
});
