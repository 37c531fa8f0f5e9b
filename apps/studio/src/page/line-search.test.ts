import { expect } from 'chai';
import { bracketOf, lineSearchAt } from './line-search.js';
import type { RunPoint } from './run-buffer.js';

const point = (kind: RunPoint['kind'], theta: number[], detail: RunPoint['detail'] = {}): RunPoint => ({
  kind,
  theta,
  detail,
  steps: 0,
  averageReward: null,
});

/** A start, two searches of two and one trials. */
const points = [
  point('start', [0, 0]),
  point('iterate', [1, 1]),
  point('probe', [3, 1], { step: 0.5, slope: 2 }),
  point('probe', [5, 1], { step: 1, slope: -1 }),
  point('iterate', [4, 1], { step: 0.75 }),
  point('probe', [4, 3], { step: 2, slope: -3 }),
];

const first = {
  theta: [1, 1],
  direction: [4, 0],
  trials: [
    { step: 0.5, slope: 2 },
    { step: 1, slope: -1 },
  ],
  taken: 0.75,
};

describe('lineSearchAt', () => {
  it('is the search from an iterate, and at each of its trials', () => {
    for (const place of [1, 2, 3]) expect(lineSearchAt(points, place)).to.deep.equal(first);
  });

  it('is under way at the end of a run', () => {
    const under = { theta: [4, 1], direction: [0, 1], trials: [{ step: 2, slope: -3 }], taken: null };
    for (const place of [4, 5]) expect(lineSearchAt(points, place)).to.deep.equal(under);
  });

  it('is the search that led to the last iterate', () => {
    expect(lineSearchAt(points.slice(0, 5), 4)).to.deep.equal(first);
  });

  it('is absent where there are no trials', () => {
    expect(lineSearchAt(points.slice(0, 2), 1)).to.equal(undefined);
    expect(lineSearchAt([], 0)).to.equal(undefined);
  });
});

describe('bracketOf', () => {
  it('is between the last slope that points on and the first beyond it that points back', () => {
    const trials = [1, 2, 4, 8].map((step) => ({ step, slope: step < 4 ? 1 : -1 }));
    expect(bracketOf(trials)).to.deep.equal([2, 4]);
    expect(bracketOf([{ step: 1, slope: -2 }])).to.deep.equal([0, 1]);
    expect(bracketOf([{ step: 3, slope: 2 }])).to.deep.equal([3, null]);
  });
});
