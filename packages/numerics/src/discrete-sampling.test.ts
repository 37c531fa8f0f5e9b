import { expect } from 'chai';
import { drawIndex, findOutcome, writeThresholds } from './discrete-sampling.js';
import { randomStream } from './random-stream.js';

const fixed = (u: number) => ({ uint32: () => u, uniform: () => u / 2 ** 32 });

describe('discrete sampling', () => {
  it('draws the same outcome from a table and on the spot, for every length and edge', () => {
    const random = randomStream(1, 'sampling');
    for (const length of [1, 2, 3, 15, 16, 17, 40, 300]) {
      const weights = Float64Array.from({ length }, (_, i) => (i % 5 === 2 ? 0 : random.uniform()));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const probabilities = weights.map((weight) => weight / total);
      const thresholds = new Float64Array(length);
      writeThresholds(probabilities, 0, length, thresholds);
      const integers = [0, 1, 2 ** 32 - 1, ...Array.from({ length: 500 }, () => random.uint32())];
      for (const threshold of thresholds) {
        if (threshold < 2 ** 32) integers.push(Math.floor(threshold), Math.ceil(threshold));
      }
      for (const u of integers) {
        const outcome = findOutcome(thresholds, 0, length, u);
        expect(drawIndex(probabilities, 0, length, fixed(u))).to.equal(outcome);
        expect(probabilities[outcome]).to.be.greaterThan(0);
      }
    }
  });

  it('never draws an outcome of probability zero, even where the rest sums below one', () => {
    const probabilities = Float64Array.of(0, 0.3, 0.3, 0.3999, 0);
    expect(drawIndex(probabilities, 0, 5, fixed(2 ** 32 - 1))).to.equal(3);
    expect(drawIndex(probabilities, 0, 5, fixed(0))).to.equal(1);
  });

  it('meets its probabilities: chi-square of 10^5 draws, 3 degrees of freedom, false alarm once in 10^5 (25.9)', () => {
    const probabilities = Float64Array.of(0.1, 0.2, 0.3, 0.4);
    const random = randomStream(2, 'chi-square');
    const counts = new Float64Array(4);
    const n = 100_000;
    for (let i = 0; i < n; i++) counts[drawIndex(probabilities, 0, 4, random)]!++;
    const chiSquare = counts.reduce(
      (sum, count, i) => sum + (count - n * probabilities[i]!) ** 2 / (n * probabilities[i]!),
      0,
    );
    expect(chiSquare).to.be.lessThan(25.9);
  });
});
