import { expect } from 'chai';
import { pathPlane } from './path-directions.js';
import type { RunPoint } from './store.js';

const at = (...theta: number[]): RunPoint => ({
  kind: 'iterate',
  theta,
  detail: {},
  steps: 0,
  averageReward: null,
});

describe('pathPlane', () => {
  it('goes from the last iterate to the first, and to the one furthest from that line', () => {
    const plane = pathPlane([at(4, 0, 0), at(2, 3, 0), at(0, 0, 0)])!;
    expect(plane.center).to.deep.equal([0, 0, 0]);
    expect(plane.directions).to.deep.equal([
      [1, 0, 0],
      [0, 1, 0],
    ]);
    expect(plane.path).to.deep.equal([
      [4, 0],
      [2, 3],
      [0, 0],
    ]);
  });

  it('takes a parameter at right angles where the path is straight, and where there is one point', () => {
    expect(pathPlane([at(4, 0), at(0, 0)])!.directions[1]).to.deep.equal([0, 1]);
    expect(pathPlane([at(4, 0)])!.directions).to.deep.equal([
      [1, 0],
      [0, 1],
    ]);
  });

  it('is absent for one parameter, and where the number of parameters has changed', () => {
    expect(pathPlane([at(1)])).to.equal(undefined);
    expect(pathPlane([at(1, 2), at(1, 2, 3)])).to.equal(undefined);
    expect(pathPlane([])).to.equal(undefined);
  });
});
