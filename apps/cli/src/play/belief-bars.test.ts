import { expect } from 'chai';
import { beliefBars } from './belief-bars.js';

describe('beliefBars', () => {
  it('draws the likeliest states first, in proportion', () => {
    expect(beliefBars(Float64Array.of(0.25, 0.75), ['a', 'bc'])).to.deep.equal([
      `bc  ${'█'.repeat(18)}        0.750`,
      `a   ${'█'.repeat(6)}                    0.250`,
    ]);
  });

  it('shows that the improbable is possible, and not the impossible', () => {
    const lines = beliefBars(Float64Array.of(1 - 1e-6, 1e-6, 0), undefined);
    expect(lines).to.have.length(2);
    expect(lines[1]).to.match(/^state 1 {2}▏ +0\.000$/);
  });

  it('sums up what it leaves out', () => {
    const lines = beliefBars(new Float64Array(10).fill(0.1), undefined, 3);
    expect(lines).to.have.length(4);
    expect(lines[3]).to.match(/^7 others +0\.700$/);
  });
});
