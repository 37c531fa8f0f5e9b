import { expect } from 'chai';
import { PairSums } from './pair-sums.js';
import { randomStream } from './random-stream.js';

describe('PairSums', () => {
  for (const [rows, columns] of [
    [1, 1],
    [3, 2],
    [200, 7],
  ] as const) {
    it(`sums weights by pair, over any number of additions: ${rows} × ${columns}`, () => {
      const random = randomStream(1, 'pairs', rows);
      const sums = new PairSums(rows, columns);
      const expected = new Float64Array(rows * columns);
      for (const count of [0, 1, 2, 3, 4, 5, 1000]) {
        const y = Int32Array.from({ length: count }, () => random.uint32() % rows);
        const u = Int32Array.from({ length: count }, () => random.uint32() % columns);
        // Whole numbers: sums are exact in any order.
        const weights = Float64Array.from({ length: count + 4 }, () => random.uint32() % 1000);
        sums.add(y, u, weights, count);
        for (let i = 0; i < count; i++) expected[y[i]! * columns + u[i]!]! += weights[i]!;
        expected.forEach((sum, pair) =>
          expect(sums.of(Math.floor(pair / columns), pair % columns)).to.equal(sum),
        );
      }
      sums.clear();
      expect(sums.of(rows - 1, columns - 1)).to.equal(0);
    });
  }
});
