import { type Experiment, experiment, type Findings, thousands } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { gradientPaths } from '../gradient-paths.js';
import { convergence, exactBias, fallingBias, noAngleBias, risingVariance, table } from './claims.js';
import { betas, Estimates, problem, theta, upTo } from './data.js';
import { angles, norms, values } from './sections.js';

/** Experiment 1: what GPOMDP's estimates are worth, against the exact gradient. */
export const gradientEstimation = experiment({
  id: 'gradient-estimation',
  summary: 'How the error of GPOMDP’s estimates depends on β and T on the three-state problem.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 1,
    title: 'Gradient estimates on the three-state problem',
    question: 'How far from the gradient are GPOMDP’s estimates after T steps, and what does β trade?',
    replications: [gradientPaths],
    begin(size, laboratory) {
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
    },
  }),
});

function findings(estimates: Estimates): Findings {
  return {
    method: [
      `${estimates.runs} independent paths of ${thousands(estimates.longest)} steps at θ = (${theta.join(', ')}), ` +
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
