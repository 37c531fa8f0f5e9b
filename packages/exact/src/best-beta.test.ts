import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { bestBeta } from './best-beta.js';

/** A squared bias of (1 − β)² and a variance of 1/(1 − β): e² + 1/(eT), e = 1 − β, is least at e³ = 1/(2T). */
const errorAt = (beta: number) => ({ beta, squaredBias: (1 - beta) ** 2, variance: 1 / (1 - beta) });

describe('bestBeta', () => {
  it('finds the minimum in closed form, from β = 0 to as near 1 as it looks', () => {
    for (const fineness of [0.01, 0.5, 1, 2.3, 5, 9.77, 14, 19.9]) {
      const { beta, meanSquaredError } = bestBeta(errorAt, 2 ** (3 * fineness - 1));
      // Sections end at 1e-4; the grid's own point is taken where no section is better, as at a minimum on it.
      expect(-Math.log2(1 - beta)).closeTo(fineness, 1e-4);
      expect(meanSquaredError / (3 * 4 ** -fineness)).closeTo(1, 1e-8); // flat there: an error of 1e-4 counts squared
    }
  });

  it('stays within [0, 1 − 2⁻²⁰] where the minimum lies beyond', () => {
    expect(bestBeta(errorAt, 0.01).beta).to.equal(0);
    expect(bestBeta(errorAt, 2 ** 80).beta).to.equal(1 - 2 ** -20);
  });

  it('finds the lesser of two minima that its grid tells apart', () => {
    const twoDips = (beta: number) => {
      const fineness = -Math.log2(1 - beta);
      const variance = Math.min((fineness - 3) ** 2 + 1, (fineness - 12) ** 2);
      return { beta, squaredBias: 0, variance };
    };
    expect(-Math.log2(1 - bestBeta(twoDips, 1).beta)).closeTo(12, 1e-4);
  });

  it('says so where errors are no numbers', () => {
    const none = (beta: number) => ({ beta, squaredBias: Infinity, variance: -Infinity });
    expect(() => bestBeta(none, 1)).to.throw(InputError, 'overflows');
  });
});
