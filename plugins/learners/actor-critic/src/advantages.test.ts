import { expect } from 'chai';
import { advantages, type ValuedSteps } from './advantages.js';

/** Seven steps: an episode that terminates, one that is cut off, and the beginning of a third. */
const steps: ValuedSteps = {
  length: 7,
  rewards: Float64Array.of(1, -2, 3, 0.5, 1, 2, -1),
  values: Float64Array.of(0.3, 1, -0.5, 2, 0.1, 0.7, 1.5),
  cuts: [
    { row: 2, ending: 'terminated', value: 100 },
    { row: 4, ending: 'truncated', value: 4 },
    { row: 6, ending: 'none', value: -3 },
  ],
};

/** The ends of the stretches that hold each step, and what is worth what follows each step. */
const endOf = [2, 2, 2, 4, 4, 6, 6];
const valueAfter = [1, -0.5, 0, 0.1, 4, 1.5, -3];

describe('advantages', () => {
  const [discount, lambda] = [0.9, 0.7];

  it('are Σ_l (γ λ)^l δ_{t+l} up to the end of the stretch', () => {
    const differences = valueAfter.map((after, t) => steps.rewards[t]! + discount * after - steps.values[t]!);
    advantages(steps, discount, lambda).forEach((found, t) => {
      const ahead = differences.slice(t, endOf[t]! + 1);
      const expected = ahead.reduce((sum, value, l) => sum + (discount * lambda) ** l * value, 0);
      // A few roundings of numbers below 10.
      expect(found, `step ${t}`).to.be.closeTo(expected, 1e-13);
    });
  });

  it('are what the rewards are worth beyond the value, for λ = 1', () => {
    const [first] = advantages(steps, discount, 1);
    expect(first).to.be.closeTo(1 - 2 * discount + 3 * discount ** 2 - 0.3, 1e-14);
    const cut = advantages(steps, discount, 1)[3]!;
    expect(cut).to.be.closeTo(0.5 + discount + 4 * discount ** 2 - 2, 1e-14);
  });

  it('do not depend on what follows an ending', () => {
    const other = { ...steps, rewards: steps.rewards.map((reward, t) => (t > 2 ? reward + 9 : reward)) };
    const [one, two] = [advantages(steps, discount, lambda), advantages(other, discount, lambda)];
    expect([...two.subarray(0, 3)]).to.deep.equal([...one.subarray(0, 3)]);
  });
});
