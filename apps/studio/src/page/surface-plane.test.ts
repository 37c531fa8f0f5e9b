import { expect } from 'chai';
import type { RunPoint, WatchedRun } from './run-buffer.js';
import { type PlaneChoice, surfacePlane } from './surface-plane.js';

const at = (kind: RunPoint['kind'], theta: readonly number[], detail = {}): RunPoint => ({
  ...{ kind, theta, detail, steps: 0, averageReward: null },
});

const points = [
  at('start', [0, 0, 0]),
  at('probe', [2, 2, 0], { step: 2, slope: 1, sign: 1 }),
  at('iterate', [1, 1, 0], { step: 1 }),
];

const run: WatchedRun = {
  recipe: { environment: '', agent: '', seed: 1, budget: 1, steps: 1, start: null },
  ...{ status: 'finished', optimum: null, points, steps: 0, end: null, error: null, stack: null },
};

const choice: PlaneChoice = {
  ...{ run, point: points[2], theta: [1, 1, 0], gradient: [0, 0, 2], plane: 'parameters', axes: [3, 1] },
};

describe('surfacePlane', () => {
  it('of two parameters has the last iterate in its middle, and the run as it is seen along them', () => {
    const plane = surfacePlane(choice);
    expect(plane).to.deep.include({
      center: [1, 1, 0],
      directions: [
        [0, 0, 1],
        [1, 0, 0],
      ],
      path: [
        [0, -1],
        [0, 0],
      ],
    });
  });

  it('of the gradient and the search begins where the search begins', () => {
    const plane = surfacePlane({ ...choice, plane: 'gradient' });
    const half = Math.SQRT1_2;
    expect(plane).to.have.property('center').that.deep.equals([0, 0, 0]);
    // θ = (1, 1, 0) lies along the search, which is at right angles to the gradient.
    expect(
      typeof plane === 'string' ? [] : plane.looked.map((value) => Number(value.toFixed(12))),
    ).to.deep.equal([...[0, Number(Math.SQRT2.toFixed(12))]]);
    const [, [a, b, c] = []] = typeof plane === 'string' ? [] : plane.directions;
    expect([a, b]).to.satisfy((both: number[]) => both.every((value) => Math.abs(value - half) < 1e-15));
    expect(c).to.equal(0);
  });

  it('stays where it is, as large as it is, whichever point of the run is looked at', () => {
    for (const plane of ['path', 'parameters'] as const) {
      const planes = points.map((point) => surfacePlane({ ...choice, plane, point, theta: point.theta! }));
      const fixed = planes.map((each) => (typeof each === 'string' ? each : { ...each, looked: null }));
      expect(new Set(fixed.map((each) => JSON.stringify(each)))).to.have.length(1);
    }
    // Along the third and the first parameter the probe is 1 from the last iterate, along the path √2: a quarter beyond.
    expect(surfacePlane(choice)).to.have.property('reach', 1.25);
    const along = surfacePlane({ ...choice, plane: 'path' });
    expect(typeof along === 'string' ? 0 : along.reach).to.be.closeTo(1.25 * Math.SQRT2, 1e-12);
  });

  it('has what is looked at as a ring away from its middle, and reaches to a θ that is no point of the run', () => {
    expect(surfacePlane({ ...choice, theta: [0, 0, 0] })).to.deep.include({ looked: [0, -1] });
    const plane = surfacePlane({ ...choice, plane: 'path', theta: [9, 9, 0] });
    expect(typeof plane === 'string' ? 0 : plane.reach).to.be.closeTo(1.25 * 8 * Math.SQRT2, 1e-12);
  });

  it('of two parameters has a θ that is given in its middle', () => {
    const plane = surfacePlane({ ...choice, theta: [1, 1, -8] });
    expect(plane).to.deep.include({ center: [1, 1, -8], looked: [0, 0], reach: 10 });
  });

  it('is a sentence where there is none', () => {
    const sentence = (other: Partial<PlaneChoice>) => surfacePlane({ ...choice, ...other });
    expect(sentence({ axes: [2, 2] })).to.equal('The parameters 2 and 2 are the same one: choose two.');
    expect(sentence({ axes: [1, 9] })).to.equal('The policy has 3 parameters, and none with the number 9.');
    for (const theta of [
      [1, 1],
      [1, 1, 0, 4],
    ])
      expect(sentence({ theta })).to.contain(`θ has ${theta.length} numbers, and the policy of the run 3`);
    expect(sentence({ plane: 'gradient', gradient: undefined })).to.equal('The gradient is being computed.');
    expect(sentence({ theta: [1] })).to.equal('A surface takes two parameters, and this policy has one.');
    expect(
      sentence({ plane: 'gradient', run: { ...run, points: [points[0]!] }, point: points[0] }),
    ).to.contain('no line search at this point');
  });
});
