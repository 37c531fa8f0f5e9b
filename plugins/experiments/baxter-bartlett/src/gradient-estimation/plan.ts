import {
  type ExperimentPlan,
  type Findings,
  type Laboratory,
  type Size,
  grouped,
} from '@pomdp-gym/reproduction';
import { gradientPaths } from '../gradient-paths.js';
import { convergence, exactBias, fallingBias, noAngleBias, risingVariance, table } from './claims.js';
import { betas, Estimates, problem, theta, upTo } from './data.js';
import { angles, norms, values } from './sections.js';

/** Names the data, and concludes from them. */
export function plan(size: Size, laboratory: Laboratory): ExperimentPlan {
  const sizes = { full: { runs: 500, decades: 7 }, quick: { runs: 100, decades: 4 } }[size];
  const steps = upTo(sizes.decades);
  const paths = laboratory.replicates(
    'three-state-gradients',
    10 ** sizes.decades * 6e-8,
    gradientPaths,
    { ...problem, theta, betas, steps, seed: 1 },
    sizes.runs,
  );
  return {
    data: [paths],
    findings: () => findings(new Estimates(steps, paths.lines(), laboratory)),
  };
}

function findings(estimates: Estimates): Findings {
  return {
    method: [
      `${estimates.runs} independent paths of ${grouped(estimates.longest)} steps at θ = (${theta.join(', ')}), ` +
        'each from a start drawn evenly; every path serves all β and all T. Seed 1, one stream a replicate.',
    ],
    claims: [
      exactBias(estimates),
      noAngleBias(estimates),
      convergence(estimates),
      fallingBias(estimates),
      risingVariance(estimates),
      ...table(estimates, 'error', 'the relative norm of the error'),
      ...table(estimates, 'angle', 'the angle to the gradient'),
    ],
    sections: [norms(estimates), angles(estimates), values(estimates)],
  };
}
