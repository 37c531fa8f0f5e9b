import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel, type ModelDefinition, observationCount } from '@pomdp-gym/models';
import { dot, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { enumeratedMoments } from './enumerated-error.test.support.js';
import { randomDefinition, type RandomModelSettings } from './garnet.test.support.js';
import { GpomdpAnalysis } from './gpomdp-analysis.js';
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

const settings: readonly RandomModelSettings[] = [
  { states: 4, actions: 2, observations: 3, branching: 2, actionDependent: true },
  { states: 5, actions: 2, observations: 2, branching: 3, rewardSeen: true },
  { states: 5, actions: 2, observations: 2, branching: 2, terminal: 1 },
  { states: 4, actions: 2, observations: 2, branching: 2, rewardSeen: true, initial: false, terminal: 1 },
];

/** All paths of a model are far from its stationary law at first: they begin in at most two of its states. */
function expectEnumerated(definition: ModelDefinition, policy: Softmax, beta: number): void {
  const analysis = PolicyAnalysis.ofPolicy(finiteModel(definition), policy);
  const gradient = analysis.gradient();
  for (const { steps, squaredBias, variance } of new GpomdpAnalysis(analysis).errorsAfter(beta, [1, 2, 4])) {
    const { mean, square } = enumeratedMoments(definition, policy, beta, steps);
    const bias = mean.reduce((sum, value, k) => sum + (value - gradient[k]!) ** 2, 0);
    // Sums of at most 50,000 paths whose parts are below 10 are right to 10⁻¹² or better.
    expect(squaredBias).to.be.closeTo(bias, 1e-11);
    expect(variance).to.be.closeTo(square - dot(mean, mean), 1e-11);
  }
}

describe('the error of GPOMDP after T steps', () => {
  it('after one step, Δ_1 = r g, has no β in it', () => {
    const analysis = PolicyAnalysis.ofPolicy(threeState(), threeStateSoftmax([0.5, -2, 1, 0.3]));
    const gpomdp = new GpomdpAnalysis(analysis);
    expect(gpomdp.errorsAfter(0.1, [1])).to.deep.equal(gpomdp.errorsAfter(0.9, [1]));
  });

  it('is the same whether or not fewer steps are asked for on the way', () => {
    const policy = threeStateSoftmax([0.5, -2, 1, 0.3]);
    const gpomdp = new GpomdpAnalysis(PolicyAnalysis.ofPolicy(threeState(), policy));
    expect(gpomdp.errorsAfter(0.8, [4])).to.deep.equal(gpomdp.errorsAfter(0.8, [1, 2, 4]).slice(2));
  });

  settings.forEach((setting, seed) => {
    const definition = randomDefinition(setting, 300 + seed);
    const model = finiteModel(definition);
    const policy = randomPolicy(model, seed);
    const gpomdp = new GpomdpAnalysis(PolicyAnalysis.ofPolicy(model, policy));

    it(`has the bias² and the variance of all paths of a random model, ${JSON.stringify(setting)}`, () =>
      expectEnumerated(definition, policy, 0.8));

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
