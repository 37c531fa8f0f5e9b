import { expect } from 'chai';
import { rewardOfLead, tigerOptimum } from './tiger-optimum.js';

const usual = { accuracy: 0.85, listening: -1, treasure: 10, mauled: -100 };

/**
 * η* by another route: relative value iteration over the lead of one side in what was heard, cut off at ±`most`. The
 * lead is the whole belief: P(left) = 1/(1 + ρ^lead).
 */
function byValueIteration(stakes: typeof usual, most: number): number {
  const size = 2 * most + 1;
  const left = Float64Array.from({ length: size }, (_, i) => {
    return 1 / (1 + ((1 - stakes.accuracy) / stakes.accuracy) ** (i - most));
  });
  let values = new Float64Array(size);
  let gain = 0;
  for (let sweep = 0; sweep < 4000; sweep++) {
    const next = values.map((_, i) => {
      const belief = left[i]!;
      const hearsLeft = belief * stakes.accuracy + (1 - belief) * (1 - stakes.accuracy);
      const listen =
        stakes.listening +
        hearsLeft * values[Math.min(i + 1, size - 1)]! +
        (1 - hearsLeft) * values[Math.max(i - 1, 0)]!;
      const sure = Math.max(belief, 1 - belief);
      return Math.max(listen, sure * stakes.treasure + (1 - sure) * stakes.mauled + values[most]!);
    });
    gain = next[most]! - values[most]!;
    // Half of the old value keeps alternation between even and odd leads from going on for ever.
    values = next.map((value, i) => (value - next[most]! + values[i]!) / 2);
  }
  return gain;
}

describe('tigerOptimum', () => {
  it('is 1.0838 for the usual rewards, by opening at a lead of two', () => {
    const { averageReward } = tigerOptimum(usual);
    expect(averageReward).to.be.closeTo(1.0838, 5e-5);
    expect(averageReward).to.equal(rewardOfLead(usual, 2));
  });

  for (const stakes of [
    usual,
    { ...usual, accuracy: 0.7 },
    { ...usual, accuracy: 0.95 },
    { ...usual, listening: -5 },
    { accuracy: 0.6, listening: -0.1, treasure: 3, mauled: -8 },
  ]) {
    it(`agrees with value iteration over the lead: ${JSON.stringify(stakes)}`, () => {
      expect(tigerOptimum(stakes).averageReward).to.be.closeTo(byValueIteration(stakes, 40), 1e-6);
    });
  }

  it('is never to open where listening tells nothing and the tiger is dear', () => {
    expect(tigerOptimum({ ...usual, accuracy: 0.5 }).averageReward).to.equal(-1);
  });

  it('is to listen once where the ear is sure', () => {
    expect(tigerOptimum({ ...usual, accuracy: 1 }).averageReward).to.equal((10 - 1) / 2);
  });
});
