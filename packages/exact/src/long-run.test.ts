import { finiteModel, observationCount } from '@pomdp-gym/models';
import { dot } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { randomModel } from './garnet.test.support.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { denseTransitions } from './spectrum.js';

function uniformAnalysis(setting: Parameters<typeof randomModel>[0], seed: number): PolicyAnalysis {
  const model = randomModel(setting, seed);
  const observations = observationCount(model);
  const probabilities = new Float64Array(observations * model.actions).fill(1 / model.actions);
  return PolicyAnalysis.ofTable(model, { observations, actions: model.actions, probabilities });
}

/** Σ_{t<20000} (E[r_{t+1} | x] − η), by steps of the whole chain. */
function gatheredReward(analysis: PolicyAnalysis): Float64Array {
  const { size } = analysis.chain;
  const all = Int32Array.from({ length: size }, (_, x) => x);
  const P = denseTransitions(analysis.transitions, all);
  let expected = analysis.transitions.rewards;
  const sum = new Float64Array(size);
  for (let t = 0; t < 20_000; t++) {
    expected.forEach((reward, x) => (sum[x]! += reward - analysis.averageReward));
    const before = expected;
    expected = Float64Array.from(all, (x) => dot(P.subarray(x * size, (x + 1) * size), before));
  }
  return sum;
}

describe('the bias vector', () => {
  for (const [seed, setting] of [
    { states: 5, actions: 2, observations: 3, branching: 3 },
    { states: 6, actions: 2, observations: 2, branching: 3, initial: false },
    { states: 6, actions: 2, observations: 2, branching: 3, terminal: 1 },
    {
      states: 6,
      actions: 2,
      observations: 2,
      branching: 3,
      initial: false,
      terminal: 2,
      actionDependent: true,
    },
  ].entries()) {
    it(`is the reward gathered beyond the average: ${JSON.stringify(setting)}`, () => {
      const analysis = uniformAnalysis(setting, seed);
      const h = analysis.biasVector();
      const gathered = gatheredReward(analysis);
      // 20,000 roundings of 1e-16 each.
      h.forEach((value, x) => expect(value).closeTo(gathered[x]!, 1e-10));
      expect(dot(h, analysis.stationary)).closeTo(0, 1e-13);
    });
  }

  it('is right where endings are behind: from the start 3 steps or a restart, and then a loop for ever', () => {
    // 0 → 1 or an ending, half and half; 1 → 1 for ever, paying 2. An episode's end pays nothing and starts again at 0.
    const model = finiteModel({
      states: 3,
      actions: 1,
      observations: 1,
      transition: (s) =>
        s === 0
          ? [
              [1, 0.5],
              [2, 0.5],
            ]
          : [[1, 1]],
      observation: () => [[0, 1]],
      initialObservation: () => [[0, 1]],
      reward: (s) => (s === 1 ? 2 : 0),
      start: [[0, 1]],
      terminal: (s) => s === 2,
    });
    const analysis = PolicyAnalysis.ofTable(model, {
      observations: 1,
      actions: 1,
      probabilities: Float64Array.of(1),
    });
    expect(analysis.averageReward).to.equal(2);
    expect(Array.from(analysis.biasVector())).to.deep.equal([-4, 0]); // two steps at 0, on average, that miss 2 each
  });
});
