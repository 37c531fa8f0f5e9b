import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { batchMeansInterval } from './batch-means-interval.js';
import { GrowingBatches } from './growing-batches.js';
import { studentInterval } from './student-interval.js';

/** n steps of a chain over 0 and 1 that changes with probability p: mean ½, correlations (1 − 2p)^lag. */
function switching(n: number, p: number, seed: number): GrowingBatches {
  const random = randomStream(seed, 'switching');
  const batches = new GrowingBatches();
  let state = random.uniform() < 0.5 ? 0 : 1;
  for (let t = 0; t < n; t++) {
    batches.add(state);
    if (random.uniform() < p) state = 1 - state;
  }
  return batches;
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

describe('growing batches', () => {
  it('keep at most 1024 sums of stretches of one length, the last apart, and lose nothing', () => {
    const batches = new GrowingBatches();
    for (let i = 0; i < 5000; i++) batches.add(i);
    expect(batches.sums.length).within(512, 1024);
    expect(total(batches.sums)).to.equal((5000 * 4999) / 2);
    expect(total(batches.lengths)).to.equal(5000);
    expect(new Set(batches.lengths.slice(0, -1))).to.deep.equal(new Set([8]));
    expect(batches.sums[1]).to.equal(8 + 9 + 10 + 11 + 12 + 13 + 14 + 15);
  });
});

describe('batchMeansInterval', () => {
  it('is Student’s interval of the batch means where they do not depend on one another', () => {
    const sums = [3, 1, 2, 5, 1, 4, 0, 4];
    const found = batchMeansInterval(
      sums.map((sum) => 10 * sum),
      sums.map(() => 10),
    );
    // Their lag-1 correlation is below 0, so nothing is added; rounding alone differs.
    const { estimate, low, high } = studentInterval(sums);
    expect(found.estimate).closeTo(estimate, 1e-12);
    expect(found.low).closeTo(low, 1e-12);
    expect(found.high).closeTo(high, 1e-12);
    expect(found.correlated).to.equal(false);
  });

  it('is that of the ratio of two means where batches differ in length', () => {
    // Residuals 1 − 2·.5, 3 − 4·.5, 0 − 2·.5 = 0, 1, −1: √(3/2 · 2) = √3, over 8 values; t of 2 degrees is 4.30265 (tables).
    const { estimate, high } = batchMeansInterval([1, 3, 0], [2, 4, 2]);
    expect(estimate).to.equal(0.5);
    expect(high - estimate).closeTo((4.30265 * Math.sqrt(3)) / 8, 1e-5);
  });

  it('covers the mean of a chain that mixes more slowly than a fiftieth of it', () => {
    // 20 changes to be seen: the chain forgets in half a thousand steps of 20,000.
    const covered = Array.from({ length: 400 }, (_, seed) =>
      batchMeansInterval(...sumsAndLengths(switching(20_000, 1e-3, seed))),
    ).filter(({ low, high }) => low <= 0.5 && 0.5 <= high).length;
    // At 95 % the standard error of the share is .011; down to .9 is what is asked of it, far more than five of these.
    expect(covered / 400).within(0.9, 1);
    const fifty = Array.from({ length: 400 }, (_, seed) => fiftyMeans(switching(20_000, 1e-3, seed)));
    const before = fifty.filter(({ low, high }) => low <= 0.5 && 0.5 <= high).length;
    expect(before / 400, 'fifty batches taken for independent').below(0.85);
  });

  it('says where its longest batches still depend on one another', () => {
    const slow = Array.from({ length: 20 }, (_, seed) =>
      batchMeansInterval(...sumsAndLengths(switching(20_000, 1.5e-4, seed + 1))),
    );
    const quick = Array.from({ length: 20 }, (_, seed) =>
      batchMeansInterval(...sumsAndLengths(switching(20_000, 0.1, seed + 1))),
    );
    // Three changes in all: nearly every chain shows it. Of the quick ones one in twenty is allowed to.
    expect(slow.filter(({ correlated }) => correlated)).to.have.length.above(15);
    expect(quick.filter(({ correlated }) => correlated)).to.have.length.below(5);
  });

  it('knows nothing from one batch, and is a point where all batches are equal', () => {
    expect(batchMeansInterval([3], [2])).to.include({ estimate: 1.5, low: -Infinity, high: Infinity });
    expect(batchMeansInterval([1, 1, 1], [2, 2, 2])).to.include({ estimate: 0.5, low: 0.5, high: 0.5 });
    const constant = new GrowingBatches();
    for (let i = 0; i < 200_000; i++) constant.add(-1e-8);
    const { estimate, low, high, correlated } = batchMeansInterval(...sumsAndLengths(constant));
    expect([low, high, correlated]).to.deep.equal([estimate, estimate, false]);
  });

  it('counts batches by how evenly they share the values', () => {
    expect(batchMeansInterval([0, 0, 0, 0], [5, 5, 5, 5]).effectiveBatches).to.equal(4);
    // 100² / (97² + 3) = 1.06
    expect(batchMeansInterval([0, 0, 0, 0], [1, 1, 1, 97]).effectiveBatches).closeTo(1.0625, 5e-4);
  });
});

function sumsAndLengths({ sums, lengths }: GrowingBatches): [number[], number[]] {
  return [sums, lengths];
}

/** The interval that takes fifty consecutive batches for independent. */
function fiftyMeans({ sums, lengths }: GrowingBatches) {
  const part = Math.floor(sums.length / 50);
  return studentInterval(
    Array.from({ length: 50 }, (_, i) => {
      const [begin, end] = [i * part, (i + 1) * part];
      return total(sums.slice(begin, end)) / total(lengths.slice(begin, end));
    }),
  );
}
