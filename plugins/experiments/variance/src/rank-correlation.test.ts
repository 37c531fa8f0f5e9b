import { expect } from 'chai';
import { rankCorrelation } from './rank-correlation.js';

describe('rankCorrelation', () => {
  it('sees order alone', () => {
    expect(rankCorrelation([1, 2, 30, 4000], [-1, 0, 0.1, 0.11])).closeTo(1, 1e-12);
    expect(rankCorrelation([1, 2, 3], [9, 5, -7])).closeTo(-1, 1e-12);
  });

  it('gives ties their mean rank, by hand', () => {
    // Ranks 0, 1.5, 1.5, 3 and 0, 1, 2, 3: 4.5 / √(4.5 · 5).
    expect(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4])).closeTo(4.5 / Math.sqrt(4.5 * 5), 1e-12);
  });

  it('is 1 where there is nothing to order', () => {
    expect(rankCorrelation([1, 1], [1, 2])).equal(1);
    expect(rankCorrelation([1], [2])).equal(1);
  });
});
