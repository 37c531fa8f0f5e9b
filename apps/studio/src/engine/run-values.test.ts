import 'reflect-metadata';
import { angleDegrees, discountedValue, PolicyAnalysis } from '@pomdp-gym/exact';
import { gradientEstimates } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { shippedRegistry } from '../shipped-registry.js';
import { averageOptimum } from './average-optimum.js';
import type { EstimatesSoFar } from './estimate-calls.js';
import { gradientPaths } from './gradient-paths.js';
import { learnerValues } from './learner-values.js';
import { problemOfRun, requireModel } from './problem-of-run.js';
import { solveProblem } from './solve-problem.js';

const threeState = {
  ...{ environment: 'ThreeState-v0', agent: 'softmax+gpomdp:beta=.8+conjpomdp' },
  ...{ seed: 1, budget: 100, steps: 10, start: null },
};
const tiger = {
  ...threeState,
  ...{ environment: 'Tiger-v0', agent: 'controller:nodes=2+gpomdp:beta=.9+conjpomdp' },
};

describe('The engine, about one run', () => {
  let registry: Registry;
  before(async () => (registry = await shippedRegistry()));

  const contextOf = (emit: (event: unknown) => void, signal = new AbortController().signal) => ({
    ...{ registry, opened: {}, optima: new Map(), emit, signal },
  });

  describe('gradientPaths', () => {
    const question = {
      ...{ recipe: threeState, theta: [1, 1, -1, -1], beta: 0.9 },
      ...{ steps: [100, 1000], seed: 7, paths: 3 },
    };

    it('emits what gradientEstimates makes of the same seed, and the angles to both exact gradients', async () => {
      const news: EstimatesSoFar[] = [];
      await gradientPaths(
        question,
        contextOf((event) => news.push(event as EstimatesSoFar)),
      );
      expect(news.map(({ paths }) => paths)).to.deep.equal([1, 2, 3]);
      const { policy, environment } = problemOfRun(question, registry);
      const analysis = PolicyAnalysis.ofPolicy(requireModel(environment, 'ThreeState-v0'), policy);
      const [[, second] = []] = await gradientEstimates(
        {
          ...{ environment: { id: 'ThreeState-v0', options: {} }, policy: { id: 'softmax', options: {} } },
          ...{ theta: question.theta, betas: [0.9], steps: question.steps, seed: 7 },
        },
        2,
        registry,
      );
      const last = news[2]!.at[1]!;
      expect(last.gradients[2]).to.deep.equal(second);
      const estimate = Float64Array.from(second!);
      expect(last.toGradient.degrees[2]).to.equal(angleDegrees(estimate, analysis.gradient()));
      expect(last.toLimit.degrees[2]).to.equal(angleDegrees(estimate, analysis.discountedGradient(0.9)));
      const mean = last.toGradient.degrees.reduce<number>((sum, angle) => sum + angle! / 3, 0);
      expect(last.toGradient.mean).to.be.closeTo(mean, 1e-12); // the same sum in another order
      expect(last.toGradient.low).to.be.below(mean);
      expect(last.toGradient.high).to.be.above(mean);
      expect(news[0]!.at[0]!.toGradient).to.include({ low: null, high: null });
    });

    it('stops between two paths once its signal aborts', async () => {
      const controller = new AbortController();
      let emitted = 0;
      const stopping = contextOf(() => {
        emitted++;
        controller.abort(new Error('stopped'));
      }, controller.signal);
      const thrown: unknown = await gradientPaths(question, stopping).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(thrown).to.equal(controller.signal.reason);
      expect(emitted).to.equal(1);
    });

    it('has no angle where the gradient is zero', async () => {
      const news: EstimatesSoFar[] = [];
      // So large a θ makes each probability 0 or 1 in double precision.
      const saturated = { ...question, theta: [900, 900, -900, -900], paths: 1 };
      await gradientPaths(
        saturated,
        contextOf((event) => news.push(event as EstimatesSoFar)),
      );
      expect(news[0]!.at[1]!.toGradient).to.deep.equal({
        degrees: [null],
        mean: null,
        low: null,
        high: null,
      });
    });
  });

  describe('learnerValues', () => {
    const zero = { recipe: tiger, theta: new Array<number>(54).fill(0), solver: '' };

    it('of choosing evenly is the same after each observation, over an even belief; a line for all that can occur', () => {
      const { startValue, lines, discount, start, nodes } = learnerValues(zero, registry);
      expect([discount, nodes]).to.deep.equal([0.95, 2]);
      expect(start).to.deep.equal([0.5, 0.5]);
      // Every action with one third for ever: (−1 − 45 − 45)/3 a step, whatever is seen.
      const even = -91 / 3 / 0.05;
      expect(startValue).to.be.closeTo(even, 1e-9);
      for (const { values } of lines) expect((values[0]! + values[1]!) / 2).to.be.closeTo(even, 1e-9);
      expect(lines.map(({ node, seen, isFirst }) => `${node} ${seen} ${isFirst}`)).to.deep.equal([
        '0 tiger-left false',
        '0 tiger-right false',
        '0 nothing yet true',
        '1 tiger-left false',
        '1 tiger-right false',
      ]);
    });

    it('takes the discount of the solver before that of the environment, and asks for one where there is none', () => {
      const of = { recipe: threeState, theta: [1, 1, -1, -1], solver: 'sarsop:discount=.9' };
      const { startValue, discount, states } = learnerValues(of, registry);
      expect([discount, states]).to.deep.equal([0.9, ['A', 'B', 'C']]);
      const { policy, environment } = problemOfRun(of, registry);
      const table = policy.table!();
      const model = requireModel(environment, 'ThreeState-v0');
      expect(startValue).to.equal(
        discountedValue(
          model,
          {
            ...{ ...table, nodes: 1, start: Float64Array.of(1), actionProbabilities: table.probabilities },
            successorProbabilities: new Float64Array(6).fill(1),
          },
          0.9,
        ),
      );
      expect(() => learnerValues({ ...of, solver: '' }, registry)).to.throw(
        'The environment ThreeState-v0 states no discount, and a value takes one from 0 to below 1: give it to the solver, as in sarsop:discount=.95.',
      );
    });
  });

  describe('solveProblem', () => {
    it('bounds a problem whose environment states no discount, over three hidden states', async () => {
      const environment = 'Garnet-v0:states=3,observations=2,branching=2,observationNoise=.3';
      const solver = 'sarsop:discount=.9,precision=.05';
      const { states, vectors, upperVectors, discount } = await solveProblem(
        { environment, solver },
        contextOf(() => undefined),
      );
      expect([states.length, discount]).to.deep.equal([3, 0.9]);
      const at = (all: readonly (readonly number[])[], b: readonly number[]) =>
        Math.max(...all.map((vector) => vector.reduce((sum, value, s) => sum + value * b[s]!, 0)));
      for (const belief of [
        [1, 0, 0],
        [0.2, 0.5, 0.3],
        [0, 0.5, 0.5],
      ]) {
        const lower = at(
          vectors!.map(({ values }) => values),
          belief,
        );
        expect(lower).to.be.at.most(at(upperVectors, belief) + 1e-9);
      }
    });

    it('has the discount of a solver whose policy has no α-vectors, and its upper bound', async () => {
      const solution = await solveProblem(
        { environment: 'ThreeState-v0', solver: 'value-iteration:discount=.9' },
        contextOf(() => undefined),
      );
      expect([solution.discount, solution.vectors]).to.deep.equal([0.9, null]);
      // Every state is one step from C, which pays 1 on average .8 a step: .8 / (1 − .9).
      const upper = Math.max(...solution.upperVectors.map(([value]) => value!));
      expect(upper).to.be.closeTo(8, 1e-6);
    });
  });

  describe('averageOptimum', () => {
    it('is .8 for the three-state problem, from above and from below', async () => {
      const { bracket, absent } = await averageOptimum(
        'ThreeState-v0',
        contextOf(() => undefined),
      );
      expect(absent).to.equal(null);
      expect(bracket!.lower).to.be.closeTo(0.8, 1e-6);
      expect(bracket!.upper).to.be.closeTo(0.8, 1e-6);
    });

    it('is absent, with the reason, for an environment without a model', async () => {
      const { bracket, absent } = await averageOptimum(
        'CartPole-v1',
        contextOf(() => undefined),
      );
      expect([bracket, absent]).to.deep.equal([
        null,
        'The environment CartPole-v1 has no model to bound its optimum with.',
      ]);
    });
  });
});
