import { type FiniteModel, InputError, memoryless } from '@pomdp-gym/contracts';
import { averageReward, discountedValue } from '@pomdp-gym/exact';
import { assertModel, finiteModel, observeFirst } from '@pomdp-gym/models';
import { expect } from 'chai';
import { stoppingModel } from './stopping-model.js';

/** Three states in a ring, seen with noise; the reward depends on all that it may depend on, or not on what is seen. */
function ring(seen: boolean, terminal?: (state: number) => boolean) {
  const model = finiteModel({
    states: 3,
    actions: 2,
    observations: 2,
    transition: (s, u) => [
      [(s + 1 + u) % 3, 0.75],
      [s, 0.25],
    ],
    observation: (_u, next) =>
      next === 0
        ? [[0, 1]]
        : [
            [0, 0.375],
            [1, 0.625],
          ],
    reward: (s, u, next, y) => s - 2 * u + next * next + (seen ? 3 * y : 0),
    start: [[1, 1]],
    ...(terminal && { terminal }),
  });
  return { ...model, discount: 0.9 };
}

/** Of two observations, and `nothing yet` where the model does not say what is seen first. */
function tableFor({ initialObservationTable }: FiniteModel) {
  const probabilities = initialObservationTable
    ? [0.25, 0.75, 0.5, 0.5]
    : [0.25, 0.75, 0.5, 0.5, 0.125, 0.875];
  return {
    observations: probabilities.length / 2,
    actions: 2,
    probabilities: Float64Array.from(probabilities),
  };
}

describe('a problem that is stopped at a constant rate', () => {
  for (const seen of [false, true]) {
    for (const first of [false, true]) {
      it(`has the average reward (1 − γ) V_γ, with rewards that ${seen ? 'do' : 'do not'} depend on what is seen, ${first ? 'seen first' : 'nothing seen first'}`, () => {
        const made = ring(seen);
        const model = first ? { ...observeFirst(made), discount: 0.9 } : made;
        const stopping = stoppingModel(model);
        assertModel(stopping);
        const table = tableFor(model);
        const value = discountedValue(model, memoryless(table), 0.9);
        // Two ways through systems of a dozen unknowns: a few roundings of numbers below 40.
        expect(averageReward(stopping, table)).to.be.closeTo(0.1 * value, 1e-12);
        expect(Math.abs(value)).to.be.above(1);
      });
    }
  }

  it('is refused where states end episodes', () => {
    expect(() => stoppingModel(ring(true, (state) => state === 2))).to.throw(InputError, 'ends no episodes');
  });
});
