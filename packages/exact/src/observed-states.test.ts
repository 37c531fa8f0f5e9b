import { type FiniteModel, memoryless, type SparseRows } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { expect } from 'chai';
import { discountedValue } from './discounted-value.js';
import { randomModel } from './garnet.test.support.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { Softmax } from './softmax.test.support.js';

const sound = randomModel(
  {
    states: 6,
    actions: 2,
    observations: 3,
    branching: 3,
    actionDependent: true,
    rewardSeen: true,
    terminal: 1,
  },
  5,
);

/** A row off by as much as files round: every other row too much, the rest too little. */
const off = (values: Float64Array, row = 0) =>
  values.map((value) => value * (row % 2 === 0 ? 1 + 9e-5 : 1 - 9e-5));

function rowsOff(table: SparseRows): SparseRows {
  const values = table.values.slice();
  for (let row = 0; row < table.rows; row++) {
    const [begin, end] = [table.offsets[row]!, table.offsets[row + 1]!];
    values.set(off(values.subarray(begin, end), row), begin);
  }
  return { ...table, values };
}

const rounded: Record<string, FiniteModel> = {
  start: { ...sound, start: off(sound.start) },
  transitions: { ...sound, transitions: sound.transitions.map(rowsOff) },
  observations: { ...sound, observationTables: sound.observationTables.map(rowsOff) },
  'first observations': { ...sound, initialObservationTable: rowsOff(sound.initialObservationTable!) },
};

/**
 * An observation that is stored with probability 0, of another reward: were it taken for one that can be made, the policy,
 * which on seeing it goes to the trap, would be refused for having two places to end up in.
 */
function withStoredZero(): FiniteModel {
  const model = finiteModel({
    states: 2,
    actions: 2,
    observations: 2,
    transition: (s, u) => [[s === 1 || u === 1 ? 1 : 0, 1]],
    observation: () => [
      [0, 0.5],
      [1, 0.5],
    ],
    initialObservation: () => [[0, 1]],
    reward: (_s, _u, _next, y) => y,
    start: [[0, 1]],
  });
  const values = model.observationTables[0]!.values.map((_, k) => Number(k % 2 === 0));
  return { ...model, observationTables: model.observationTables.map((table) => ({ ...table, values })) };
}

describe('observedStates', () => {
  it('takes what is stored with probability 0 for what cannot happen', () => {
    const table = { observations: 2, actions: 2, probabilities: Float64Array.of(1, 0, 0, 1) };
    const analysis = PolicyAnalysis.ofTable(withStoredZero(), table);
    expect([...analysis.stationary]).to.deep.equal([1]);
    expect(analysis.averageReward).to.equal(0);
  });

  for (const [what, model] of Object.entries(rounded)) {
    it(`scales rows to one: ${what}`, () => {
      const policy = Softmax.oneHot(3, 2, [0.5, -0.2, 0.1, 0.4, 0.9, -0.3]);
      const figures = (of: FiniteModel) => {
        const analysis = PolicyAnalysis.ofPolicy(of, policy);
        return [
          analysis.averageReward,
          ...analysis.gradient(),
          ...analysis.discountedGradient(0.9),
          discountedValue(of, memoryless(policy.table()), 0.95),
        ];
      };
      const expected = figures(sound);
      // Unscaled rows are off by 9e-5 of what they weigh; rounding is below 1e-15 times a condition of about a hundred.
      figures(model).forEach((figure, i) => expect(figure).to.be.closeTo(expected[i]!, 1e-12));
    });
  }
});
