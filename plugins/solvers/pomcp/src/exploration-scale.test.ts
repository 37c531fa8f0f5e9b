import type { FiniteModel } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { tiger } from '@pomdp-gym/test-problems';
import { explorationScale } from './exploration-scale.js';
import { corridor } from './small-problems.test.support.js';

function scaleOf(model: FiniteModel, discount: number): number {
  const steps = explorationScale(model, discount);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

describe('explorationScale', () => {
  it('is what there is to win: at γ = .99 to see the tiger is worth 1000, to listen for ever −100, a quarter of that', () => {
    expect(scaleOf(tiger(0.99), 0.99)).to.be.closeTo(275, 1e-3);
  });

  it('is no less than the noise: at γ = .75 a quarter of 40 + 4 is 11, and a door pays 10 or −100, so ± 55', () => {
    expect(scaleOf(tiger(0.75), 0.75)).to.be.closeTo(55, 1e-9);
  });

  it('is a sixteenth of the range of rewards where nothing else tells', () => {
    expect(scaleOf(corridor(), 0.95)).to.be.closeTo(1 / 16, 1e-9);
  });
});
