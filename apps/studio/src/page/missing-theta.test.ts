import { expect } from 'chai';
import { missingTheta } from './missing-theta.js';
import type { RunPoint, WatchedRun } from './run-buffer.js';

const point: RunPoint = { kind: 'iterate', theta: null, detail: {}, steps: 0, averageReward: null };
const runOf = (status: WatchedRun['status'], count: number) => ({
  status,
  points: new Array<RunPoint>(count).fill(point),
});

describe('missingTheta', () => {
  it('names what is missing: the run, the point or the parameters', () => {
    expect(missingTheta(null, -1)).to.equal('the run has not begun.');
    expect(missingTheta(runOf('running', 0), 40)).to.equal('the run has no point yet.');
    expect(missingTheta(runOf('running', 9), 40)).to.equal(
      'the run has come to point 9, and not yet to point 41.',
    );
    expect(missingTheta(runOf('finished', 9), 40)).to.equal(
      'the run has 9 points, so that there is no point 41.',
    );
    expect(missingTheta(runOf('failed', 0), -1)).to.equal('the run failed before its first point.');
    expect(missingTheta(runOf('finished', 9), -1)).to.contain('no policy with parameters at this point');
    expect(missingTheta(runOf('finished', 0), -1)).to.contain('no policy with parameters at any point');
  });
});
