import { expect } from 'chai';
import { lineSearchAt } from './line-search.js';
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
  point('probe', [3, 1], { step: 0.5, slope: 2, sign: 1 }),
  point('probe', [5, 1], { step: 1, slope: -1, sign: -1 }),
  point('iterate', [4, 1], { step: 0.75, bracketNear: 0.5, bracketFar: 1 }),
  point('probe', [4, 3], { step: 2, slope: -3, sign: -1 }),
];

const first = {
  theta: [1, 1],
  direction: [4, 0],
  trials: [
    { step: 0.5, slope: 2, sign: 1 },
    { step: 1, slope: -1, sign: -1 },
  ],
  taken: 0.75,
  bracket: [0.5, 1],
};

describe('lineSearchAt', () => {
  it('is the search from an iterate, and at each of its trials', () => {
    for (const place of [1, 2, 3]) expect(lineSearchAt(points, place)).to.deep.equal(first);
  });

  it('is under way at the end of a run', () => {
    const under = {
      theta: [4, 1],
      direction: [0, 1],
      trials: [{ step: 2, slope: -3, sign: -1 }],
      taken: null,
      bracket: null,
    };
    for (const place of [4, 5]) expect(lineSearchAt(points, place)).to.deep.equal(under);
  });

  it('is the search that led to the last iterate', () => {
    expect(lineSearchAt(points.slice(0, 5), 4)).to.deep.equal(first);
  });

  it('has the signs and the bracket of the search, whatever the signs of the slopes', () => {
    // With ε = 1 GSEARCH doubles past a slope of 2, and ends at one of .5.
    const flat = [
      point('iterate', [0]),
      point('probe', [1], { step: 1, slope: 2, sign: 1 }),
      point('probe', [2], { step: 2, slope: 0.5, sign: 0 }),
      point('iterate', [1.5], { step: 1.5, bracketNear: 1, bracketFar: 2 }),
    ];
    expect(lineSearchAt(flat, 3)).to.deep.include({ taken: 1.5, bracket: [1, 2] });
    expect(lineSearchAt(flat, 3)?.trials.map(({ sign }) => sign)).to.deep.equal([1, 0]);
  });

  it('has no bracket where the search gave up', () => {
    const capped = [
      point('iterate', [0]),
      point('probe', [1], { step: 1, slope: -2, sign: -1 }),
      point('iterate', [0], { step: 0, capped: 1 }),
    ];
    expect(lineSearchAt(capped, 2)).to.deep.include({ taken: 0, bracket: null });
  });

  it('is absent where probes record no slope', () => {
    expect(lineSearchAt([point('iterate', [0]), point('probe', [1], { step: 1 })], 1)).to.equal(undefined);
  });

  it('is absent where there are no trials', () => {
    expect(lineSearchAt(points.slice(0, 2), 1)).to.equal(undefined);
    expect(lineSearchAt([], 0)).to.equal(undefined);
  });
});
