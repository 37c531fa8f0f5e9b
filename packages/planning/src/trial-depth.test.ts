import { expect } from 'chai';
import { TrialDepth } from './trial-depth.js';

describe('TrialDepth', () => {
  const record = (depth: TrialDepth, trials: number, visited: number, gap: number) => {
    for (let i = 0; i < trials; i++) depth.record(visited, gap);
  };

  it('doubles where trials end at the limit and the gap hardly narrows any more', () => {
    const depth = new TrialDepth(200, Infinity);
    record(depth, 16, 200, 59.66);
    expect(depth.limit, 'the first sixteen set the gap to compare with').to.equal(200);
    record(depth, 16, 200, 59.66);
    expect(depth.limit).to.equal(400);
  });

  it('stays where the gap narrows, and where trials end by themselves', () => {
    const narrowing = new TrialDepth(200, Infinity);
    for (let i = 0; i < 20; i++) record(narrowing, 16, 200, 0.9 ** i);
    expect(narrowing.limit).to.equal(200);
    const shallow = new TrialDepth(200, Infinity);
    record(shallow, 1000, 199, 1);
    expect(shallow.limit).to.equal(200);
  });

  it('never exceeds what it is given at most', () => {
    const depth = new TrialDepth(200, 500);
    record(depth, 160, 1000, 1);
    expect(depth.limit).to.equal(500);
    expect(new TrialDepth(200, 50).limit).to.equal(50);
  });
});
