import { expect } from 'chai';
import { beliefMove } from './belief-move.js';

// All numbers are sums of powers of two: nothing is rounded.
const start = [0.5, 0.375, 0.125];

describe('beliefMove', () => {
  it('keeps the shares of the others in the belief', () => {
    const { to } = beliefMove(0, 0.5, { belief: [0, 0.25, 0.75], start });
    expect(to).to.deep.equal([0.5, 0.125, 0.375]);
  });

  it('takes those of the start where the belief is certain of the state, and even ones where the start is too', () => {
    expect(beliefMove(0, 0.5, { belief: [1, 0, 0], start }).to).to.deep.equal([0.5, 0.375, 0.125]);
    expect(beliefMove(0, 0.5, { belief: [1, 0, 0], start: [1, 0, 0] }).to).to.deep.equal([0.5, 0.25, 0.25]);
  });

  it('comes back to the belief that it left by 1, unless another belief or another state came between', () => {
    const belief = [0, 0.25, 0.75];
    const there = beliefMove(0, 1, { belief, start });
    expect(there.to).to.deep.equal([1, 0, 0]);
    expect(beliefMove(0, 0, { belief: there.to, start }, there).to).to.deep.equal(belief);
    expect(beliefMove(0, 0.5, { belief: [1, 0, 0], start }, there).to).to.deep.equal([0.5, 0.375, 0.125]);
    expect(beliefMove(1, 0.5, { belief: there.to, start }, there).to).to.deep.equal([0.5, 0.5, 0]);
  });
});
