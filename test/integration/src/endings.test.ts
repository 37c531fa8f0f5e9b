import type { Endings, Environment, ParametricPolicy } from '@pomdp-gym/contracts';
import { fourByThree } from '@pomdp-gym/environment-four-by-three';
import { rockSample } from '@pomdp-gym/environment-rock-sample';
import { tMaze } from '@pomdp-gym/environment-t-maze';
import { angleDegrees, PolicyAnalysis, relativeError } from '@pomdp-gym/exact';
import { randomStream } from '@pomdp-gym/numerics';
import { softmaxPolicy } from '@pomdp-gym/policy-softmax';
import { expect } from 'chai';

const problems = {
  'RockSample(3, 2)': () => rockSample.create(rockSample.options.parse({ n: 3, k: 2 })),
  'RockSample(4, 4)': () => rockSample.create(rockSample.options.parse({ n: 4, k: 4 })),
  'T-maze': () => tMaze.create(tMaze.options.parse({})),
  '4x3': () => fourByThree.create(fourByThree.options.parse({})),
};

/** The softmax policy with each θ uniform on [−1, 1]. */
function analysisOf(environment: Environment, name: string): PolicyAnalysis {
  const policy: ParametricPolicy = softmaxPolicy.create(softmaxPolicy.options.parse({}), environment);
  const random = randomStream(1, 'endings', name);
  policy.parameters.forEach((_, k) => (policy.parameters[k] = 2 * random.uniform() - 1));
  return PolicyAnalysis.ofPolicy(environment.model!(), policy);
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
      // How far off depends on θ: at eight draws for T-maze from 4 % and .5° to 72 times and 68°. Here, 10⁵ times what is left above.
      expect(relativeError(limit('reset'), gradient)).above(0.1);
      expect(angleDegrees(limit('reset'), gradient)).above(2);
    });
  }

  it('4x3, which never ends: all are ∇η', () => {
    const analysis = analysisOf(problems['4x3'](), '4x3');
    for (const endings of ['reset', 'centred', 'carry'] as const)
      expect(relativeError(analysis.discountedGradient(1 - 1e-8, endings), analysis.gradient())).below(1e-6);
  });
});
