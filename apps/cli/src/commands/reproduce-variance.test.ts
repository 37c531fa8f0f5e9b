import 'reflect-metadata';
import { loadMachinery } from '@pomdp-gym/experiments-variance';
import { PolicyAnalysis, GpomdpAnalysis } from '@pomdp-gym/exact';
import { createProblem } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { openRegistry } from '../open-registry.js';

const { modelVariance, problemsOf } = await loadMachinery();

describe('the experiment variance', () => {
  it('has the factors and variances of the three-state problem', async () => {
    const registry = await openRegistry([], process.cwd());
    const environment = { id: 'ThreeState-v0', options: {} };
    const made = await modelVariance.make({ scale: 0, problems: [{ environment, seed: 1 }] }, 0, registry);
    const { factors, responses } = modelVariance.line.parse(made);
    const policy = { id: 'softmax', options: { features: 'one-hot' } };
    const problem = createProblem({ environment, policy }, new Float64Array(6), registry);
    const analysis = PolicyAnalysis.ofPolicy(problem.environment.model!(), problem.policy);
    const exact = new GpomdpAnalysis(analysis);
    [0.5, 0.9, 0.99].forEach((beta, i) =>
      expect(responses.plain[i]! / exact.variance(beta)).closeTo(1, 1e-10),
    );
    // At θ = 0 the average reward is .5 of rewards 0 and 1, |score|² is 1/2 for each of two even choices, and states are seen.
    expect(factors.rewardMean).closeTo(0.5, 1e-12);
    expect(factors.rewardDeviation).closeTo(0.5, 1e-12);
    expect(factors.scoreSquare).closeTo(0.5, 1e-12);
    expect(factors.actionEntropy).closeTo(1, 1e-12);
    expect(factors.aliasing).closeTo(0, 1e-12);
    expect(responses.instant + responses.trace + responses.chain).closeTo(1, 1e-10);
    expect(responses.actorBias).below(1e-10);
  });

  it('decides on models that none of the claims were formed on', () => {
    const models = (half: 'formation' | 'held-out') => new Set(problemsOf(half).map(({ model }) => model));
    const [formed, kept] = [models('formation'), models('held-out')];
    // As decision record 25 counts them.
    expect([formed.size, kept.size]).deep.equal([76, 103]);
    for (const model of kept) expect(formed.has(model)).equal(false);
  });
});
