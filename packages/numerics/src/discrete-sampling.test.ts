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
      const thresholds = new Int32Array(length);
      writeThresholds(probabilities, 0, length, thresholds);
      const integers = [0, 1, 2 ** 32 - 1, ...Array.from({ length: 500 }, () => random.uint32())];
      for (const threshold of thresholds) {
        const first = (threshold >>> 0) * 2;
        if (first > 0) integers.push(first - 1);
        if (first < 2 ** 32) integers.push(first);
      }
      for (const u of integers) {
        const outcome = findOutcome(thresholds, 0, length, u);
        expect(drawIndex(probabilities, 0, length, fixed(u))).to.equal(outcome);
        expect(probabilities[outcome]).to.be.greaterThan(0);
      }
    }
  });

  it('gives each outcome exactly its share of the 2³² integers: the threshold itself draws the next', () => {
    const probabilities = Float64Array.of(0.25, 0.5, 0.125, 0.125);
    const thresholds = new Int32Array(4);
    writeThresholds(probabilities, 0, 4, thresholds);
    const edges = [0, 2 ** 30, 3 * 2 ** 30, 7 * 2 ** 29, 2 ** 32];
    for (let outcome = 0; outcome < 4; outcome++) {
      for (const u of [edges[outcome]!, edges[outcome + 1]! - 1]) {
        expect(drawIndex(probabilities, 0, 4, fixed(u)), `drawIndex of ${u}`).to.equal(outcome);
        expect(findOutcome(thresholds, 0, 4, u), `findOutcome of ${u}`).to.equal(outcome);
      }
    }
    // The same by bisection, in a row that is too long to be counted through: 32 outcomes of 2²⁷ integers each.
    const even = new Float64Array(32).fill(1 / 32);
    const evenThresholds = new Int32Array(32);
    writeThresholds(even, 0, 32, evenThresholds);
    for (let outcome = 0; outcome < 32; outcome++) {
      for (const u of [outcome * 2 ** 27, (outcome + 1) * 2 ** 27 - 1]) {
        expect(drawIndex(even, 0, 32, fixed(u)), `drawIndex of ${u}`).to.equal(outcome);
        expect(findOutcome(evenThresholds, 0, 32, u), `findOutcome of ${u}`).to.equal(outcome);
      }
    }
  });

  it('never draws an outcome of probability zero, even where the rest sums below one', () => {
    const probabilities = Float64Array.of(0, 0.3, 0.3, 0.3999, 0);
    expect(drawIndex(probabilities, 0, 5, fixed(2 ** 32 - 1))).to.equal(3);
    expect(drawIndex(probabilities, 0, 5, fixed(0))).to.equal(1);
    const thresholds = new Int32Array(5);
    writeThresholds(probabilities, 0, 5, thresholds);
    expect([0, 2 ** 32 - 1].map((u) => findOutcome(thresholds, 0, 5, u))).to.deep.equal([1, 3]);
  });

  it('meets every probability of 200 outcomes to 2⁻³¹', () => {
    const random = randomStream(4, 'thresholds');
    const weights = Float64Array.from({ length: 200 }, () => random.uniform() ** 8);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const probabilities = weights.map((weight) => weight / total);
    const thresholds = new Int32Array(200);
    writeThresholds(probabilities, 0, 200, thresholds);
    let before = 0;
    thresholds.forEach((threshold, i) => {
      // Besides the rounding up of two thresholds, sums of 200 numbers are off by at most 200 · 2⁻⁵³.
      expect((threshold >>> 0) / 2 ** 31 - before).to.be.closeTo(probabilities[i]!, 2 ** -31 + 2 ** -45);
      before = (threshold >>> 0) / 2 ** 31;
    });
    expect(before).to.equal(1);
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
