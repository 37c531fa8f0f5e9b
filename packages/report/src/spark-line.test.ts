import { expect } from 'chai';
import { sparkLine } from './spark-line.js';

const run = (curve: [number, number][], averageReward: number, steps = 90) => ({
  curve,
  averageReward,
  steps,
});

describe('sparkLine', () => {
  it('has ten bars over the budget, from its least mean to its greatest', () => {
    // At 0, 10, …, 90 the mean of the two is 0 four times, then 1 twice, and 7 from 60 on.
    const first: [number, number][] = [
      [0, 0],
      [40, 2],
      [60, 8],
    ];
    const second: [number, number][] = [
      [0, 0],
      [60, 6],
    ];
    expect(sparkLine([run(first, 8), run(second, 6)], 90)).to.equal('▁▁▁▁▂▂████');
  });

  it('is blank before the first point that every run has, and flat where nothing changes', () => {
    expect(sparkLine([run([[30, 5]], 5), run([[0, 5]], 5)], 90)).to.equal('   ▁▁▁▁▁▁▁');
  });

  it('is null without a run or a point', () => {
    expect(sparkLine([], 90)).to.equal(null);
    expect(sparkLine([{ curve: [], averageReward: null, steps: 90 }], 90)).to.equal(null);
  });
});
