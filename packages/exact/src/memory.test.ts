import { dot, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { centralDifferences } from './finite-differences.test.support.js';
import { forwardGradient, forwardVariance } from './forward-variance.test.support.js';
import { randomModel } from './garnet.test.support.js';
import { GpomdpAnalysis } from './gpomdp-analysis.js';
import {
  controllerScores,
  outsideMemory,
  rememberingSoftmax,
  softmaxController,
} from './memory.test.support.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { Softmax } from './softmax.test.support.js';

function numbers(length: number, seed: number, name: string): Float64Array {
  const random = randomStream(seed, name);
  return Float64Array.from({ length }, () => 2 * random.uniform() - 1);
}

const settings = { states: 3, actions: 2, observations: 2, branching: 2 } as const;
const memory = { nodes: 2, observations: 2, actions: 2, start: Float64Array.of(0.3, 0.7) };

describe('policies with memory that have parameters', () => {
  for (const [seed, more] of [
    {},
    { actionDependent: true },
    { actionDependent: true, rewardSeen: true, terminal: 1 },
  ].entries()) {
    const model = randomModel({ ...settings, ...more }, 300 + seed);
    const policy = Softmax.oneHot(4, 4, numbers(16, seed, 'memory'));
    const analyse = () =>
      new PolicyAnalysis(model, softmaxController(memory, policy), controllerScores(policy));
    const outside = outsideMemory(model, memory);
    const name = JSON.stringify(more);

    it(`have ∇η by finite differences of η: ${name}`, () => {
      const eta = centralDifferences(policy, () => analyse().averageReward, 1e-4);
      // step² / 6 = 2e-9 times third derivatives below 1.
      analyse()
        .gradient()
        .forEach((g, k) => expect(g).closeTo(eta[k]!, 1e-8));
    });

    it(`have η and ∇η by putting the memory into the state: ${name}`, () => {
      const [inside, other] = [analyse(), PolicyAnalysis.ofPolicy(outside, policy)];
      expect(inside.averageReward).closeTo(other.averageReward, 1e-14);
      inside.gradient().forEach((g, k) => expect(g).closeTo(other.gradient()[k]!, 1e-14));
    });

    it(`have the scores that are read from memory columns: ${name}`, () => {
      const read = PolicyAnalysis.ofPolicy(model, rememberingSoftmax(memory, policy));
      const given = analyse();
      expect(read.averageReward).to.equal(given.averageReward);
      // The same scores, added in another order: some dozens of roundings of numbers below 1.
      given.gradient().forEach((g, k) => expect(read.gradient()[k]!).closeTo(g, 1e-14));
    });

    it(`have ∇_βη by stepping, and the covariance by moments carried forward: ${name}`, () => {
      const analysis = analyse();
      const gpomdp = new GpomdpAnalysis(analysis);
      for (const [trial, beta] of [0.6, 0.95].entries()) {
        const limit = analysis.discountedGradient(beta);
        const covariance = gpomdp.covariance(beta);
        const d = numbers(16, trial, 'direction');
        expect(dot(limit, d)).closeTo(forwardGradient(outside, policy, beta, d), 1e-12); // 900 roundings
        const variance = d.reduce(
          (sum, x, k) => sum + x * dot(covariance.subarray(16 * k, 16 * k + 16), d),
          0,
        );
        // What the forward sums lose by cancellation after 900 steps is below 1e-9 of the variance.
        expect(variance / forwardVariance(outside, policy, beta, d, dot(limit, d))).closeTo(1, 1e-8);
      }
    });

    it(`have the best β by putting the memory into the state: ${name}`, () => {
      const [inside, other] = [analyse(), PolicyAnalysis.ofPolicy(outside, policy)].map((analysis) =>
        new GpomdpAnalysis(analysis).bestBeta(1000),
      );
      expect(inside!.meanSquaredError / other!.meanSquaredError).closeTo(1, 1e-10); // some thousands of roundings
      expect(inside!.beta).closeTo(other!.beta, 1e-3); // the search ends at 1e-4 of log₂(1 − β)
    });

    it(`have the trace of that covariance without the rest of it: ${name}`, () => {
      for (const beta of [0, 0.6, 0.95, 1 - 1e-6]) {
        const covariance = new GpomdpAnalysis(analyse()).covariance(beta);
        const trace = Array.from({ length: 16 }, (_, k) => covariance[17 * k]!).reduce((sum, x) => sum + x);
        expect(new GpomdpAnalysis(analyse()).variance(beta) / trace).closeTo(1, 1e-12);
      }
    });
  }
});
