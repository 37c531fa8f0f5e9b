import 'reflect-metadata';
import { PolicyAnalysis } from '@pomdp-gym/exact';
import { createProblem } from '@pomdp-gym/experiment';
import { randomStream } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';
import { simulate } from '@pomdp-gym/simulator';
import { expect } from 'chai';
import { openRegistry } from './open-registry.js';
import { loadMachinery, threeState } from '@pomdp-gym/experiments-baxter-bartlett';

const { exactAscent, exactAscents, gainOfDeviating, gradientPaths } = await loadMachinery();

let registry: Registry;
before(async () => {
  registry = await openRegistry();
});

const problem = { environment: threeState.environment, policy: threeState.policy };

describe('gradient paths', () => {
  it('hold at each T what GPOMDP estimates from a path of T steps on the same streams, batches cut or not', async () => {
    // 5000 lies in the second batch of 4096; 4096 at the end of the first.
    const steps = [1, 100, 4096, 5000];
    const settings = { ...problem, theta: threeState.theta, betas: [0, 0.95], steps, seed: 7 };
    const { gradients } = gradientPaths.line.parse(await gradientPaths.make(settings, 3, registry));
    for (const [b, beta] of settings.betas.entries()) {
      for (const [t, T] of steps.entries()) {
        const { environment, policy } = createProblem(problem, threeState.theta, registry);
        const estimator = registry.create('estimator', { id: 'gpomdp', options: { beta } }, policy);
        await simulate({
          environment,
          policy,
          environmentRandom: randomStream(7, 'replicate', 3, 'environment'),
          policyRandom: randomStream(7, 'replicate', 3, 'policy'),
          steps: T,
        }).forEach((batch) => estimator.update(batch));
        const { gradient } = estimator.estimate();
        gradient.forEach((expected, k) => expect(gradients[b]![t]![k]).to.be.closeTo(expected, 1e-12));
      }
    }
  });

  it('of other numbers are other paths', async () => {
    const settings = { ...problem, theta: threeState.theta, betas: [0], steps: [100], seed: 7 };
    const [first, second] = [
      await gradientPaths.make(settings, 0, registry),
      await gradientPaths.make(settings, 1, registry),
    ];
    expect(first).not.to.deep.equal(second);
  });
});

describe('ascents by the exact gradient', () => {
  it('lead to .8 on the three-state problem from near and far', async () => {
    const settings = { ...problem, spreads: [0.1, 10] };
    for (const replicate of [0, 1, 2]) {
      const { ascents } = exactAscents.line.parse(await exactAscents.make(settings, replicate, registry));
      for (const { averageReward, gain } of ascents) {
        expect(averageReward).to.be.closeTo(0.8, 1e-6);
        expect(gain).to.be.lessThan(1e-6);
      }
    }
  });

  it('never end lower than they began, and where they end the gradient gains nothing', () => {
    const grid = {
      environment: { id: 'FourByThree-v0', options: {} },
      policy: { id: 'softmax', options: {} },
    };
    const { environment, policy } = createProblem(grid, [], registry);
    const model = environment.model!();
    const random = randomStream(1, 'start');
    const start = Float64Array.from(policy.parameters, () => 0.2 * random.uniform() - 0.1);
    const theta = exactAscent(model, policy, start);
    policy.parameters.set(theta);
    const analysis = PolicyAnalysis.ofPolicy(model, policy);
    // Found by other starts too; a step of .01 in any direction of a slope of .001 would gain 1e-5.
    expect(analysis.averageReward).to.be.closeTo(0.0479, 5e-5);
    expect(Math.hypot(...analysis.gradient())).to.be.lessThan(1e-3);
  });

  it('are not taken for ended on a plateau: always a1 earns .2, and mixing in a2 gains', () => {
    const { environment, policy } = createProblem(problem, [40, 40, -40, -40], registry);
    // A share s of a2 in C alone: C is left for C with probability .2 + .6 s, entered from elsewhere with .2.
    expect(gainOfDeviating(environment.model!(), policy)).to.be.closeTo(0.6 * 0.4, 0.15);
  });
});
