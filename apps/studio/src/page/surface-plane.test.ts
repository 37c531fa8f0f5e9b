import { expect } from 'chai';
import type { RunPoint, WatchedRun } from './run-buffer.js';
import { type PlaneChoice, surfacePlane } from './surface-plane.js';

const at = (kind: RunPoint['kind'], theta: readonly number[], detail = {}): RunPoint => ({
  ...{ kind, theta, detail, steps: 0, averageReward: null },
});

const points = [
  at('start', [0, 0, 0]),
  at('probe', [2, 2, 0], { step: 2, slope: 1 }),
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
  it('of two parameters has θ that is looked at in its middle, and the run as it is seen along them', () => {
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

  it('is a sentence where there is none', () => {
    const sentence = (other: Partial<PlaneChoice>) => surfacePlane({ ...choice, ...other });
    expect(sentence({ axes: [2, 2] })).to.equal('The parameters 2 and 2 are the same one: choose two.');
    expect(sentence({ axes: [1, 9] })).to.equal('The policy has 3 parameters, and none with the number 9.');
    expect(sentence({ theta: [1] })).to.equal('A surface takes two parameters, and this policy has one.');
    expect(
      sentence({ plane: 'gradient', run: { ...run, points: [points[0]!] }, point: points[0] }),
    ).to.contain('no line search at this point');
  });
});
