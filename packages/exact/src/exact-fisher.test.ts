import { dot, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { randomModel } from './garnet.test.support.js';
import { DiscountedAnalysis } from './discounted-analysis.js';
import { rememberingSoftmax, softmaxController } from './memory.test.support.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { policyScores } from './policy-scores.js';
import { Softmax } from './softmax.test.support.js';

const model = randomModel({ states: 3, actions: 2, observations: 2, branching: 2 }, 300);
const memory = { nodes: 2, observations: 2, actions: 2, start: Float64Array.of(0.3, 0.7) };

/** Σ_c w_c s_c s_cᵀ v, from dense scores: w_c = Σ_x law(x) z(y | x) ψ ν. */
function denseProduct(
  analysis: PolicyAnalysis | DiscountedAnalysis,
  law: Float64Array,
  softmax: Softmax,
  v: Float64Array,
): Float64Array {
  const { chain } = analysis;
  const policy = rememberingSoftmax(memory, softmax);
  const controller = softmaxController(memory, softmax);
  const scores = policyScores(policy, controller);
  const total = law.reduce((sum, mass) => sum + mass, 0);
  const product = new Float64Array(v.length);
  for (let x = 0; x < chain.size; x++) {
    const { observations, probabilities } = chain.observed.laws[chain.observedState[x]!]!;
    observations.forEach((y, j) => {
      for (let move = 0; move < 4; move++) {
        const row = chain.memory[x]! * 2 + y;
        const choice = row * 4 + move;
        const weight =
          law[x]! *
          probabilities[j]! *
          controller.actionProbabilities[row * 2 + (move >> 1)]! *
          controller.successorProbabilities[choice]!;
        const score = new Float64Array(v.length);
        scores.addScore(choice, 1, score);
        const along = dot(score, v);
        score.forEach((value, k) => (product[k]! += (weight / total) * along * value));
      }
    });
  }
  return product;
}

describe('The exact Fisher matrix', () => {
  // θ = 0 makes every distribution uniform, where plain sums of scores cancel.
  for (const scale of [1, 0]) {
    const random = randomStream(5, 'theta');
    const softmax = Softmax.oneHot(
      4,
      4,
      Float64Array.from({ length: 16 }, () => scale * (2 * random.uniform() - 1)),
    );
    const policy = rememberingSoftmax(memory, softmax);
    const v = Float64Array.from({ length: 16 }, (_, k) => Math.sin(k + 1));

    it(`is E[score · scoreᵀ] under the stationary law, θ of size ${scale}`, () => {
      const analysis = PolicyAnalysis.ofPolicy(model, policy);
      const expected = denseProduct(analysis, analysis.stationary, softmax, v);
      // A few hundred roundings of numbers below 1.
      analysis
        .fisher()
        .times(v)
        .forEach((value, k) => expect(value).to.be.closeTo(expected[k]!, 1e-13));
    });

    it(`is that under discounted visits near the stationary law as γ nears 1, θ of size ${scale}`, () => {
      const stationary = PolicyAnalysis.ofPolicy(model, policy).fisher().times(v);
      const discounted = DiscountedAnalysis.ofPolicy(model, policy, 1 - 1e-6).fisher();
      // Visits of the first 1 / (1 − γ) steps: the start counts about 1e-6 times the mixing time.
      discounted.times(v).forEach((value, k) => expect(value).to.be.closeTo(stationary[k]!, 1e-4));
      const diagonal = discounted.diagonal();
      diagonal.forEach((entry, k) => {
        const unit = Float64Array.from({ length: 16 }, (_, j) => Number(j === k));
        expect(discounted.times(unit)[k]).to.be.closeTo(entry, 1e-15);
        expect(entry).to.be.above(0);
      });
    });
  }
});
