import type { Environment, ParametricPolicy } from '@pomdp-gym/contracts';
import { garnet } from '@pomdp-gym/environment-garnet';
import { loadUnload } from '@pomdp-gym/environment-load-unload';
import { rockSample } from '@pomdp-gym/environment-rock-sample';
import { tMaze } from '@pomdp-gym/environment-t-maze';
import { threeState } from '@pomdp-gym/environment-three-state';
import { tiger } from '@pomdp-gym/environment-tiger';
import { GpomdpAnalysis, GpomdpDecomposition, PolicyAnalysis, TdAnalysis } from '@pomdp-gym/exact';
import { randomStream } from '@pomdp-gym/numerics';
import { controllerPolicy } from '@pomdp-gym/policy-controller';
import { softmaxPolicy } from '@pomdp-gym/policy-softmax';
import { expect } from 'chai';

const softmax = (environment: Environment) =>
  softmaxPolicy.create(softmaxPolicy.options.parse({}), environment);

const controller = (environment: Environment, nodes: number) =>
  controllerPolicy.create(
    controllerPolicy.options.parse({ nodes, stay: 1 }),
    environment,
    undefined,
    randomStream(nodes, 'controller'),
  );

/** A policy at a θ that is drawn, one that acts unevenly. */
function analysisOf(environment: Environment, policy: ParametricPolicy): PolicyAnalysis {
  const random = randomStream(5, 'theta');
  policy.parameters.forEach((_, k) => (policy.parameters[k] = 2 * random.uniform() - 1));
  return PolicyAnalysis.ofPolicy(environment.model!(), policy);
}

const problems: readonly (readonly [name: string, () => PolicyAnalysis])[] = [
  ['ThreeState', () => withSoftmax(threeState.create({}))],
  ['Tiger', () => withSoftmax(tiger.create(tiger.options.parse({})))],
  ['Tiger, 2 memory nodes', () => withController(tiger.create(tiger.options.parse({})), 2)],
  ['Tiger, 3 memory nodes', () => withController(tiger.create(tiger.options.parse({})), 3)],
  ['LoadUnload', () => withSoftmax(loadUnload.create(loadUnload.options.parse({})))],
  ['LoadUnload, 2 memory nodes', () => withController(loadUnload.create(loadUnload.options.parse({})), 2)],
  ['RockSample, episodes', () => withSoftmax(rockSample.create(rockSample.options.parse({ n: 3, k: 2 })))],
  ['T-maze, episodes', () => withSoftmax(tMaze.create(tMaze.options.parse({ length: 6 })))],
  ...[1, 2, 3].map(
    (layoutSeed) =>
      [
        `Garnet ${layoutSeed}`,
        () =>
          withSoftmax(
            garnet.create(
              garnet.options.parse({ states: 15 * layoutSeed, layoutSeed, observationNoise: 0.1 }),
            ),
          ),
      ] as const,
  ),
];

function withSoftmax(environment: Environment): PolicyAnalysis {
  return analysisOf(environment, softmax(environment));
}

function withController(environment: Environment, nodes: number): PolicyAnalysis {
  return analysisOf(environment, controller(environment, nodes));
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

describe('The parts of GPOMDP’s variance sum to the trace of its covariance', () => {
  for (const [name, make] of problems) {
    it(name, () => {
      const analysis = make();
      const beta = 0.9;
      const whole = new GpomdpAnalysis(analysis).variance(beta);
      const parts = new GpomdpDecomposition(analysis, { beta });
      const { lags, later } = parts.byLag(8);
      const { instant, trace, chain } = parts.byMode()!;
      const modes = instant + sum([...trace, ...chain].map(({ contribution }) => contribution));
      const b = new TdAnalysis(analysis, { discount: beta, lambda: 1 }).values;
      const { left, removed } = parts.removedByBaseline(b);
      const kept = new GpomdpDecomposition(analysis, { beta, baseline: b }).total;
      // The relative accuracy that is asked for.
      for (const total of [parts.total, sum(lags) + later, sum(parts.byPair()), modes, left + removed])
        expect(total / whole).closeTo(1, 1e-10);
      expect(left / kept).closeTo(1, 1e-10);
    }).timeout(60_000);
  }
});
