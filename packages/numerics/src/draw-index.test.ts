import { expect } from 'chai';
import { aliasOutcome, AliasRowsBuilder } from './alias-rows.js';
import { drawIndex } from './draw-index.js';
import { randomStream } from './random-stream.js';

const fixed = (u: number) => ({ uint32: () => u, uniform: () => u / 2 ** 32 });

describe('drawIndex', () => {
  it('draws the same outcome as an alias table, for every length and at the edges of every column', () => {
    const random = randomStream(1, 'sampling');
    for (const length of [2, 2, 2, 3, 4, 5, 15, 16, 17, 40, 300]) {
      const weights = Float64Array.from({ length }, (_, i) => (i % 5 === 2 ? 0 : random.uniform() ** 4));
      const builder = new AliasRowsBuilder();
      builder.add(Int32Array.from(weights.keys()), weights, length);
      const { heads, columns } = builder.take();
      const thresholds = columns.filter((_, place) => place % 3 === 0);
      const share = 2 ** (32 - (heads[0]! & 31));
      const words = Array.from({ length: 500 }, () => random.uint32());
      thresholds.forEach((threshold, j) => {
        for (const low of [0, (threshold >>> 0) - 1, threshold >>> 0, share - 1])
          if (low >= 0 && low < share) words.push(j * share + low);
      });
      for (const u of words) {
        const outcome = drawIndex(weights, 0, length, fixed(u));
        expect(outcome, `${u} of ${length}`).to.equal(aliasOutcome(heads[0]!, columns, u));
        expect(weights[outcome]).to.be.greaterThan(0);
      }
    }
  });

  it('gives each of two outcomes exactly its share of the 2³² words', () => {
    const at = (first: number, word: number) =>
      drawIndex(Float64Array.of(first, 1 - first), 0, 2, fixed(word));
    expect([0, 2 ** 30 - 1, 2 ** 30, 2 ** 32 - 1].map((word) => at(0.25, word))).to.deep.equal([0, 0, 1, 1]);
    const edge = 2 ** 31 + 2 ** 30;
    expect(
      [0, 2 ** 31 - 1, 2 ** 31, edge - 1, edge, 2 ** 32 - 1].map((word) => at(0.75, word)),
    ).to.deep.equal([0, 0, 1, 1, 0, 0]);
    for (const word of [0, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]) {
      expect(at(0, word)).to.equal(1);
      expect(at(1, word)).to.equal(0);
    }
  });

  it('never draws an outcome of probability zero, even where the rest sums below one, and takes one word', () => {
    const probabilities = Float64Array.of(7, 0, 0.3, 0.3, 0.3999, 0);
    for (let word = 0; word < 2 ** 32; word += 2 ** 23 - 1)
      expect(drawIndex(probabilities, 1, 5, fixed(word))).to.be.within(1, 3);
    const counted = { taken: 0, uint32: () => ((counted.taken += 1), 5), uniform: () => NaN };
    for (const length of [1, 2, 5]) drawIndex(probabilities, 0, length, counted);
    expect(counted.taken).to.equal(3);
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
