import { PolicyAnalysis } from '@pomdp-gym/exact';
import { dot, norm, randomStream } from '@pomdp-gym/numerics';
import { replication } from '@pomdp-gym/reproduction';
import { createGrad } from '@pomdp-gym/training';
import { z } from 'zod';
import { problemAt, problemSettings } from './problems.js';

/** How far along its direction a trial lies, at most. */
const FARTHEST = 3;

/**
 * One trial of a line search at a slope that is known exactly: θ + s d, with d the unit gradient at θ and a random vector of about twice its
 * length, s even in [0, 3]. What `auto` decides of the sign of the slope, and after how many steps.
 */
export const signSearches = replication({
  id: 'sign-searches',
  settings: z.strictObject({ problem: problemSettings, steps: z.int(), seed: z.int() }),
  line: z.strictObject({ slope: z.number(), found: z.number(), decided: z.boolean(), steps: z.int() }),
  async make({ problem, steps, seed }, replicate, registry) {
    const { environment, policy } = problemAt(problem, registry);
    const random = (of: string) => randomStream(seed, 'signs', problem.name, replicate, of);
    const model = environment.model!();
    const start = policy.parameters.slice();
    const direction = mixedDirection(PolicyAnalysis.ofPolicy(model, policy).gradient(), random('direction'));
    const distance = FARTHEST * random('distance').uniform();
    const theta = start.map((x, k) => x + distance * direction[k]!);
    policy.parameters.set(theta);
    const slope = dot(PolicyAnalysis.ofPolicy(model, policy).gradient(), direction);
    const grad = createGrad({
      environment,
      policy,
      estimator: registry.create('estimator', { id: 'auto', options: {} }, policy),
      steps: { direction: steps, lineSearch: steps },
      environmentRandom: random('environment'),
      policyRandom: random('policy'),
    });
    const estimate = await grad(theta, { purpose: 'line-search', sign: { direction, offset: 0 } });
    const decided = estimate.choice!.reason!.startsWith('sign known');
    return { slope, found: dot(estimate.gradient, direction), decided, steps: estimate.steps };
  },
});

function mixedDirection(gradient: Float64Array, random: { uniform(): number }): Float64Array {
  const length = norm(gradient);
  const spread = 2 / Math.sqrt(gradient.length);
  return gradient.map((x) => x / length + spread * (2 * random.uniform() - 1));
}
