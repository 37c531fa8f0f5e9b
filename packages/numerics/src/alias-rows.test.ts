import { expect } from 'chai';
import { columnBits } from './alias-columns.js';
import { aliasOutcome, type AliasRows, AliasRowsBuilder, drawOutcome } from './alias-rows.js';
import { randomStream } from './random-stream.js';

const LENGTHS = [1, 2, 3, 4, 5, 8, 9, 31, 64, 100, 1000];

/** Rows of these lengths in one set of tables, outcome i named 7i; every fifth probability is 0 in rows longer than two. */
function randomRows(seed: number) {
  const random = randomStream(seed, 'alias');
  const builder = new AliasRowsBuilder();
  const laws = LENGTHS.map((length) => {
    const weights = Float64Array.from({ length }, (_, i) =>
      length > 2 && i % 5 === 2 ? 0 : random.uniform() ** 6 + 1e-12,
    );
    builder.add(
      Int32Array.from({ length }, (_, i) => 7 * i),
      weights,
      length,
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });
  return { rows: builder.take(), laws };
}

/** How many of the 2³² words draw each outcome, counted from the table. */
function wordsByOutcome({ heads, columns }: AliasRows, row: number): Map<number, number> {
  const [first, k] = [heads[row]! >>> 5, heads[row]! & 31];
  const share = 2 ** (32 - k);
  const words = new Map<number, number>();
  const add = (place: number, count: number) =>
    words.set(columns[place]!, (words.get(columns[place]!) ?? 0) + count);
  for (let column = first; column < first + 2 ** k; column++) {
    const own = k === 0 ? share : columns[3 * column]! >>> 0;
    add(3 * column + 2, own);
    add(3 * column + 1, share - own);
  }
  return words;
}

describe('alias tables', () => {
  it('give every outcome its share of the 2³² words to 2⁻³¹, and none to what has probability 0', () => {
    for (const seed of [1, 2, 3]) {
      const { rows, laws } = randomRows(seed);
      laws.forEach((law, row) => {
        const words = wordsByOutcome(rows, row);
        law.forEach((probability, i) => {
          const found = (words.get(7 * i) ?? 0) / 2 ** 32;
          expect(found).to.be.closeTo(probability, 2 ** -31);
          if (probability === 0) expect(found).to.equal(0);
        });
        expect([...words.values()].reduce((sum, count) => sum + count, 0)).to.equal(2 ** 32);
      });
    }
  });

  it('draw by a word what the table says: own outcomes below the threshold of a column, the alias from there on', () => {
    const { rows, laws } = randomRows(4);
    laws.forEach((_, row) => {
      const [first, k] = [rows.heads[row]! >>> 5, rows.heads[row]! & 31];
      if (k === 0) return;
      const share = 2 ** (32 - k);
      for (let j = 0; j < 2 ** k; j++) {
        const at = 3 * (first + j);
        const threshold = rows.columns[at]! >>> 0;
        const drawn = (low: number) => aliasOutcome(rows.heads[row]!, rows.columns, j * share + low);
        for (const low of [0, threshold - 1].filter((word) => word >= 0 && word < threshold))
          expect(drawn(low)).to.equal(rows.columns[at + 2]);
        for (const low of [threshold, share - 1].filter((word) => word >= threshold && word < share))
          expect(drawn(low)).to.equal(rows.columns[at + 1]);
      }
    });
  });

  it('take no word for a row of one outcome, and one word for every other', () => {
    const { rows } = randomRows(5);
    const counted = { taken: 0, uint32: () => ((counted.taken += 1), 2 ** 31 + 5), uniform: () => NaN };
    expect(drawOutcome(rows, 0, counted)).to.equal(0);
    expect(counted.taken).to.equal(0);
    drawOutcome(rows, 6, counted);
    expect(counted.taken).to.equal(1);
    const drawn = [0, 2 ** 31, 2 ** 32 - 1].map((word) => aliasOutcome(rows.heads[0]!, rows.columns, word));
    expect(drawn).to.deep.equal([0, 0, 0]);
  });

  it('meet their probabilities: chi-square of 10^5 draws, 63 degrees of freedom, false alarm once in 10^5 (122.7)', () => {
    const random = randomStream(6, 'chi-square');
    const even = new Float64Array(64).map((_, i) => 0.5 / 64 + (i % 4) / (3 * 64));
    const builder = new AliasRowsBuilder();
    builder.add(Int32Array.from(even.keys()), even, 64);
    const table = builder.take();
    const counts = new Float64Array(64);
    const n = 100_000;
    for (let i = 0; i < n; i++) counts[drawOutcome(table, 0, random)]!++;
    const chiSquare = counts.reduce((sum, count, i) => sum + (count - n * even[i]!) ** 2 / (n * even[i]!), 0);
    expect(chiSquare).to.be.lessThan(122.7);
  });

  it('count the columns of a row as the least power of two that holds it', () => {
    expect([1, 2, 3, 4, 5, 1024, 1025].map(columnBits)).to.deep.equal([0, 1, 2, 2, 3, 10, 11]);
  });
});
