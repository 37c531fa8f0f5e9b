import { garnet } from '@pomdp-gym/environment-garnet';
import { tMaze } from '@pomdp-gym/environment-t-maze';
import { threeState } from '@pomdp-gym/environment-three-state';
import { BaselineAnalysis, PolicyAnalysis, TdAnalysis } from '@pomdp-gym/exact';
import { randomStream } from '@pomdp-gym/numerics';
import { softmaxPolicy } from '@pomdp-gym/policy-softmax';
import type { Environment } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import {
  actorMoves,
  averagedCritics,
  criticBaselineEstimates,
  type SimulatedProblem,
} from './td-variances.test.support.js';

function problem(
  environment: Environment,
  theta?: readonly number[],
): SimulatedProblem & { readonly analysis: PolicyAnalysis } {
  const model = environment.model!();
  const policy = softmaxPolicy.create(softmaxPolicy.options.parse({}), environment);
  const random = randomStream(1, 'theta');
  policy.parameters.forEach((_, k) => (policy.parameters[k] = theta?.[k] ?? 2 * random.uniform() - 1));
  return { environment, model, policy, analysis: PolicyAnalysis.ofPolicy(model, policy) };
}

const problems = [
  () => problem(threeState.create({}), [1, 1, -1, -1]),
  () => problem(garnet.create(garnet.options.parse({ states: 8, observations: 3, layoutSeed: 4 }))),
  () => problem(tMaze.create(tMaze.options.parse({ length: 1 }))),
];

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);

describe('What exact analysis knows of TD(λ), held to the plugins', () => {
  // Each comparison is at 4.5 standard errors: a false alarm in 150,000; the parts allowed besides are of the order of the step of the
  // critic, and of the start of a path.
  for (const [i, make] of problems.entries()) {
    it(`the iterates of the critic td, averaged, vary as A⁻¹ Σ A⁻ᵀ says: problem ${i}`, async () => {
      const { analysis, ...simulated } = make();
      for (const lambda of [0, 0.7]) {
        const exact = new TdAnalysis(analysis, { discount: 0.5, lambda });
        const start = [...exact.values];
        const options = { discount: 0.5, lambda, stepSize: 0.01, features: 'one-hot', start };
        const found = await averagedCritics(simulated, options, { runs: 80, steps: 20_000 });
        const variances = exact.valueVariances();
        // A constant step shifts the mean by a few times its own size, in the unit of rewards.
        found.means.forEach((value, pair) =>
          expect(Math.abs(value - exact.values[pair]!)).below(4.5 * found.meanErrors[pair]! + 0.04),
        );
        expect(Math.abs(found.total - sum(variances))).below(4.5 * found.totalError + 0.04 * sum(variances));
      }
    }).timeout(120_000);

    it(`the learner actor-critic moves by the mean and with the variance of its gradient: problem ${i}`, async () => {
      const { analysis, ...simulated } = make();
      for (const lambda of [0, 0.6]) {
        const exact = new TdAnalysis(analysis, { discount: 1, lambda, average: true });
        const gradient = exact.actorGradient();
        // The learner takes the average of the rewards so far, where the analysis takes that of the path: (1/T) Σ ln(T/t) in place
        // of 1 is what an error of a reward counts, of mean square 2.
        const running = sum(exact.meanTraces().map((value) => value ** 2)) * exact.rewardVariance();
        const found = await actorMoves(simulated, { lambda, valueRate: 0.04 }, { runs: 150, steps: 10_000 });
        found.means.forEach((value, k) => {
          const scale = Math.sqrt(gradient.total / 10_000);
          expect(Math.abs(value - gradient.mean[k]!)).below(4.5 * found.meanErrors[k]! + 0.15 * scale);
        });
        expect(Math.abs(found.total - gradient.total - running)).below(
          4.5 * found.totalError + 0.04 * gradient.total,
        );
      }
    }).timeout(120_000);

    it(`gpomdp with the critic td as its baseline varies as with V* in its place: problem ${i}`, async () => {
      const { analysis, ...simulated } = make();
      const values = new TdAnalysis(analysis, { discount: 0.8, lambda: 0.5 }).values;
      const exact = sum(new BaselineAnalysis(analysis, { beta: 0.8 }).variances(values));
      const options = { discount: 0.8, lambda: 0.5, stepSize: 0.05, halfLife: 500, features: 'one-hot' };
      const found = await criticBaselineEstimates(simulated, 0.8, options, { runs: 200, steps: 6000 });
      expect(Math.abs(found.total - exact)).below(4.5 * found.totalError + 0.04 * exact);
    }).timeout(120_000);
  }
});
