import type { Endings, Environment, ParametricPolicy } from '@pomdp-gym/contracts';
import { fourByThree } from '@pomdp-gym/environment-four-by-three';
import { rockSample } from '@pomdp-gym/environment-rock-sample';
import { tMaze } from '@pomdp-gym/environment-t-maze';
import { PolicyAnalysis, relativeError } from '@pomdp-gym/exact';
import { dot, randomStream } from '@pomdp-gym/numerics';
import { softmaxPolicy } from '@pomdp-gym/policy-softmax';
import { expect } from 'chai';

const problems = {
  'RockSample(3, 2)': () => rockSample.create(rockSample.options.parse({ n: 3, k: 2 })),
  'RockSample(4, 4)': () => rockSample.create(rockSample.options.parse({ n: 4, k: 4 })),
  'T-maze': () => tMaze.create(tMaze.options.parse({})),
  '4x3': () => fourByThree.create(fourByThree.options.parse({})),
};

/** The softmax policy with each θ uniform on [−1, 1]. */
function policyOf(environment: Environment, name: string): ParametricPolicy {
  const policy: ParametricPolicy = softmaxPolicy.create(softmaxPolicy.options.parse({}), environment);
  const random = randomStream(1, 'endings', name);
  policy.parameters.forEach((_, k) => (policy.parameters[k] = 2 * random.uniform() - 1));
  return policy;
}

function analysisOf(environment: Environment, name: string): PolicyAnalysis {
  return PolicyAnalysis.ofPolicy(environment.model!(), policyOf(environment, name));
}

/** ∇E[L] / E[L], L the steps of an episode, by central differences: episodes end in a share 1 / E[L] of the steps. */
function lengthGradient(environment: Environment, name: string): Float64Array {
  const policy = policyOf(environment, name);
  const model = environment.model!();
  const logLength = (k: number, step: number) => {
    const own = policy.parameters[k]!;
    policy.parameters[k] = own + step;
    const { stationary, transitions } = PolicyAnalysis.ofPolicy(model, policy);
    policy.parameters[k] = own;
    return -Math.log(dot(stationary, transitions.ending));
  };
  const step = 1e-4;
  return policy.parameters.map((_, k) => (logLength(k, step) - logLength(k, -step)) / (2 * step));
}

/**
 * With the trace reset at endings GPOMDP climbs ∇E[R] / E[L]; with r − η, or with the trace carried across the restart, ∇η as β → 1.
 * At β = 1 the limits are solved on the absorbing chain, where rounding grows with the length of an episode.
 */
describe('the limits of GPOMDP at β = 1 on problems with episodes', () => {
  for (const name of ['RockSample(3, 2)', 'RockSample(4, 4)', 'T-maze'] as const) {
    it(`${name}: ∇η to 1e-6 with r − η, another gradient without`, () => {
      const analysis = analysisOf(problems[name](), name);
      const gradient = analysis.gradient();
      const limit = (endings: Endings, beta = 1) => analysis.discountedGradient(beta, endings);
      expect(relativeError(limit('centred'), gradient)).below(1e-6);
      expect(relativeError(limit('carry', 1 - 1e-8), gradient)).below(1e-4); // its bias is of order 1 − β
      // ∇(E[R] / E[L]) = ∇E[R] / E[L] − η ∇E[L] / E[L]
      const longer = lengthGradient(problems[name](), name);
      const explained = gradient.map((g, k) => g + analysis.averageReward * longer[k]!);
      expect(relativeError(limit('reset'), Float64Array.from(explained))).below(1e-5);
      // How large that is depends on η and θ: at four to eight draws from 60 to 99 % on RockSample, from 4 % to 72 times on T-maze.
      expect(relativeError(limit('reset'), gradient)).above(0.1);
    });
  }

  it('4x3, which never ends: all are ∇η', () => {
    const analysis = analysisOf(problems['4x3'](), '4x3');
    for (const endings of ['reset', 'centred', 'carry'] as const)
      expect(relativeError(analysis.discountedGradient(1 - 1e-8, endings), analysis.gradient())).below(1e-6);
  });
});
