import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { BaselineAnalysis, type TraceSettings } from './baseline-analysis.js';
import { simulatedVariances } from './baseline-simulation.test.support.js';
import { randomModel } from './garnet.test.support.js';
import { GpomdpAnalysis } from './gpomdp-analysis.js';
import { rememberingSoftmax } from './memory.test.support.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { Softmax } from './softmax.test.support.js';
import { threeState, threeStateSoftmax } from './three-state.test.support.js';

function numbers(length: number, seed: number, name: string): Float64Array {
  const random = randomStream(seed, name);
  return Float64Array.from({ length }, () => 2 * random.uniform() - 1);
}

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

function problem(seed: number, terminal: number) {
  const settings = { states: 4, actions: 2, observations: 3, branching: 2 };
  const model = randomModel({ ...settings, terminal, rewardSeen: true }, 500 + seed);
  return { model, policy: Softmax.oneHot(3, 2, numbers(6, seed, 'theta')) };
}

const theta = [1, 1, -1, -1];
const analysed = (settings: TraceSettings) =>
  new BaselineAnalysis(PolicyAnalysis.ofPolicy(threeState(), threeStateSoftmax(theta)), settings);

describe('BaselineAnalysis', () => {
  for (const terminal of [0, 1]) {
    const { model, policy } = problem(terminal, terminal);
    const analysis = PolicyAnalysis.ofPolicy(model, policy);

    it(`has the covariance of the plain estimate on its diagonal, with ${terminal} terminal states`, () => {
      for (const beta of [0, 0.6, 0.95]) {
        const covariance = new GpomdpAnalysis(analysis).covariance(beta);
        // Two roads of some hundred roundings of numbers below 100 each.
        new BaselineAnalysis(analysis, { beta }).variances().forEach((variance, k) => {
          expect(variance).closeTo(covariance[7 * k]!, 1e-9 * covariance[7 * k]!);
        });
      }
    });

    it(`has a best constant that lies among the best numbers of observations, with ${terminal} terminal states`, () => {
      for (const beta of [0, 0.8]) {
        const { constant, byObservation } = new BaselineAnalysis(analysis, { beta }).bestBaselines();
        expect(byObservation).to.have.length(3);
        expect(constant).to.be.within(Math.min(...byObservation), Math.max(...byObservation));
      }
    });
  }

  it('has with a memory what the product of problem and memory has', () => {
    const { model } = problem(3, 1);
    const memory = { nodes: 2, observations: 3, actions: 2, start: Float64Array.of(0.4, 0.6) };
    const policy = rememberingSoftmax(memory, Softmax.oneHot(6, 4, numbers(24, 3, 'memory')));
    const analysis = PolicyAnalysis.ofPolicy(model, policy);
    const covariance = new GpomdpAnalysis(analysis).covariance(0.8);
    new BaselineAnalysis(analysis, { beta: 0.8 })
      .variances()
      .forEach((variance, k) => expect(variance).closeTo(covariance[25 * k]!, 1e-9));
  });

  it('cuts the variance of the three-state problem by the average reward: about half at β = 0, over ten times at .95', () => {
    const ratio = (beta: number) =>
      total(analysed({ beta }).variances()) / total(analysed({ beta, average: true }).variances());
    expect(ratio(0)).to.be.within(1.5, 2.5);
    expect(ratio(0.95)).to.be.above(10);
  });

  it('gives the average on rewards and the constant η/(1 − β) on returns one variance where nothing ends', () => {
    const eta = PolicyAnalysis.ofPolicy(threeState(), threeStateSoftmax(theta)).averageReward;
    for (const beta of [0, 0.8, 0.95]) {
      const constant = new Float64Array(3).fill(eta / (1 - beta));
      const [onReturns, onRewards] = [
        analysed({ beta }).variances(constant),
        analysed({ beta, average: true }).variances(),
      ];
      onReturns.forEach((variance, k) => expect(variance / onRewards[k]!).closeTo(1, 1e-9));
    }
  });

  it('tells how a b(y) inside the trace is biased: on the three-state problem at β = .8, −.0322 becomes −.0072 or −.0009', () => {
    // Of the literature only these figures are known, not b; this b gives all three. r − b(y_t) and r − b(y_{t+1}) are rewards like
    // any other, since y is the state: what the trace makes of them is ∇_βη of the problem with these rewards.
    const b = [0, 0, 0.972];
    const limit = (reward: (state: number, next: number) => number) =>
      PolicyAnalysis.ofPolicy(threeState(reward), threeStateSoftmax(theta)).discountedGradient(0.8)[0]!;
    const paid = (next: number) => Number(next === 2);
    expect(limit((_, next) => paid(next))).closeTo(-0.0322, 5e-5);
    expect(limit((state, next) => paid(next) - b[state]!)).closeTo(-0.0072, 5e-5);
    expect(limit((_, next) => paid(next) - b[next]!)).closeTo(-0.0009, 5e-5);
  });

  it('has the variance that simulated estimates have, whatever is done with endings and taken off', () => {
    const { model, policy } = problem(5, 1);
    const analysis = PolicyAnalysis.ofPolicy(model, policy);
    const b = numbers(3, 9, 'baseline').map((value) => 2 * value);
    for (const endings of ['reset', 'centred', 'carry'] as const) {
      const exact = new BaselineAnalysis(analysis, { beta: 0.7, endings }).variances(b);
      const found = simulatedVariances({ model, policy, beta: 0.7, endings, baseline: b });
      // 400 runs: a variance has relative error √(2/399) = .071; 4.5 of these, and 2 % for T = 2000.
      exact.forEach((variance, k) => expect(found[k]! / variance).closeTo(1, 4.5 * 0.071 + 0.02));
    }
  });
});
