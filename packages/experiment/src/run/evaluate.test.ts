import type { Environment, FiniteTable, Policy } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { expect } from 'chai';
import { exactReward } from './evaluate.js';

/** Two states, of which each is kept with this probability; state 1 earns 1 a step. */
function pair(stay: number): Environment {
  return new ModelEnvironment(
    finiteModel({
      states: 2,
      actions: 2,
      observations: 2,
      transition: (state) => [
        [state, stay],
        [1 - state, 1 - stay],
      ],
      observation: (_action, next) => [[next, 1]],
      initialObservation: (state) => [[state, 1]],
      reward: (state) => state,
      start: [
        [0, 0.5],
        [1, 0.5],
      ],
    }),
  );
}

function policyOf(table: FiniteTable): Policy {
  return { reset: () => undefined, act: () => 0, table: () => table };
}

const uniform = { observations: 2, actions: 2, probabilities: new Float64Array(4).fill(0.5) };
const settings = { evaluation: { steps: 1000, exactStates: 500 } };

describe('exactReward', () => {
  it('is η where the chain has one stationary law, and null where it has several', () => {
    expect(exactReward(pair(0.5), policyOf(uniform), settings)).to.be.closeTo(0.5, 1e-12); // rounding
    expect(exactReward(pair(1), policyOf(uniform), settings)).to.equal(null);
  });

  it('refuses an invalid table instead of computing an η from it', () => {
    const refused: [FiniteTable, RegExp][] = [
      [{ ...uniform, probabilities: new Float64Array(4).fill(NaN) }, /Row 0 .* is no distribution/],
      [
        { observations: 3, actions: 2, probabilities: new Float64Array(6).fill(0.5) },
        /^The policy is over 3 observations and 2 actions, the model has 2 and 2\.$/,
      ],
    ];
    for (const [table, sentence] of refused) {
      expect(() => exactReward(pair(0.5), policyOf(table), settings)).to.throw(sentence);
    }
  });
});
