import type { FiniteModel } from '@pomdp-gym/contracts';
import { observationCount } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { type RandomModelSettings, randomModel } from './garnet.test.support.js';
import { GpomdpAnalysis } from './gpomdp-analysis.js';
import { simulateGpomdp } from './gpomdp-simulation.test.support.js';
import type { ErrorAfterSteps } from './path-moments.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { Softmax } from './softmax.test.support.js';
import { threeState, threeStateSoftmax } from './three-state.test.support.js';

function randomPolicy(model: FiniteModel, seed: number): Softmax {
  const random = randomStream(seed, 'policy');
  const observations = observationCount(model);
  const theta = Float64Array.from({ length: observations * model.actions }, () => 2 * random.uniform() - 1);
  return Softmax.oneHot(observations, model.actions, theta);
}

/** E‖Δ_T − ∇η‖² over paths that are simulated, with the standard error of that mean. */
function simulated(model: FiniteModel, policy: Softmax, beta: number, steps: number, paths: number) {
  const gradient = PolicyAnalysis.ofPolicy(model, policy).gradient();
  const random = randomStream(1, 'paths');
  const distances = Array.from({ length: paths }, () => {
    const [estimate] = simulateGpomdp(model, policy, [beta], { steps, burnIn: 0 }, random);
    return estimate!.reduce((sum, value, k) => sum + (value - gradient[k]!) ** 2, 0);
  });
  const mean = distances.reduce((sum, each) => sum + each, 0) / paths;
  const variance = distances.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (paths - 1);
  return { mean, error: Math.sqrt(variance / paths) };
}

const settings: readonly RandomModelSettings[] = [
  { states: 4, actions: 2, observations: 3, branching: 2, actionDependent: true },
  { states: 5, actions: 2, observations: 2, branching: 3, rewardSeen: true },
  { states: 5, actions: 3, observations: 2, branching: 2, terminal: 1 },
  { states: 4, actions: 2, observations: 2, branching: 2, rewardSeen: true, initial: false, terminal: 1 },
];

/** E‖Δ_T − ∇η‖² */
const total = ({ squaredBias, variance }: ErrorAfterSteps) => squaredBias + variance;

describe('the error of GPOMDP after T steps', () => {
  it('after one step of three states, fully seen, is that of r g', () => {
    const theta = [0.5, -2, 1, 0.3];
    const policy = threeStateSoftmax(theta);
    const analysis = PolicyAnalysis.ofPolicy(threeState(), policy);
    const [one] = new GpomdpAnalysis(analysis).errorsAfter(0.9, [1]);
    const { mean, error } = simulated(threeState(), policy, 0.9, 1, 1000);
    // 4.5 standard errors: a false alarm in 150,000 seeds.
    expect(Math.abs(mean - total(one!))).to.be.below(4.5 * error);
    // Δ_1 = r g has no β in it.
    expect(new GpomdpAnalysis(analysis).errorsAfter(0.1, [1])).to.deep.equal([one]);
  });

  settings.forEach((setting, seed) => {
    const model = randomModel(setting, 300 + seed);
    const policy = randomPolicy(model, seed);
    const gpomdp = new GpomdpAnalysis(PolicyAnalysis.ofPolicy(model, policy));

    it(`is that of simulated paths on a random model, ${JSON.stringify(setting)}`, () => {
      const lengths = [2, 20];
      gpomdp.errorsAfter(0.8, lengths).forEach((exact, i) => {
        const { mean, error } = simulated(model, policy, 0.8, lengths[i]!, 1000);
        // 4.5 standard errors: a false alarm in 150,000 seeds.
        expect(Math.abs(mean - total(exact))).to.be.below(4.5 * error);
      });
    });

    it(`comes to the asymptotic variance as 1/T², and to the bias as 1/T, ${JSON.stringify(setting)}`, () => {
      const [near, far] = gpomdp.errorsAfter(0.7, [500, 1000]);
      const { squaredBias, variance } = gpomdp.error(0.7);
      const varianceLeft = (after: ErrorAfterSteps) => after.variance - variance / after.steps;
      // Half as much of 1/T and a quarter of 1/T², up to the next power: 1/500 at T = 500 times a factor of the model, here below 5.
      expect(varianceLeft(far!) / varianceLeft(near!)).to.be.closeTo(0.25, 0.005);
      const biasLeft = (after: ErrorAfterSteps) => after.squaredBias - squaredBias;
      expect(biasLeft(far!) / biasLeft(near!)).to.be.closeTo(0.5, 0.01);
    });
  });
});
