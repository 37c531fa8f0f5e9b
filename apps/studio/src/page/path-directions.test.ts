import { expect } from 'chai';
import { pathPlane } from './path-directions.js';
import type { RunPoint } from './run-buffer.js';

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

  it('takes 100 000 parameters, and of them the one most nearly at right angles to the path', () => {
    const parameters = 100_000;
    const theta = Array.from({ length: parameters }, (_, k) => (k === 7 ? 0 : 1));
    const plane = pathPlane([at(...theta), at(...theta.map(() => 0))])!;
    expect(plane.directions[1].indexOf(1)).to.equal(7);
  });

  it('is absent for one parameter, and where the number of parameters has changed', () => {
    expect(pathPlane([at(1)])).to.equal(undefined);
    expect(pathPlane([at(1, 2), at(1, 2, 3)])).to.equal(undefined);
    expect(pathPlane([])).to.equal(undefined);
  });
});
