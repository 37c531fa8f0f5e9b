import type { Registry } from '@pomdp-gym/registry';
import { type Experiment, experiment, type Findings, thousands } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { gradientPaths } from '../gradient-paths.js';
import { ChainErrors } from './chain-errors.js';
import { accounted, longMemory, looseOnMany, neverViolated, tightOnTwo, vanishing } from './claims.js';
import { chainsOf, sizes, thetaOfTen } from './data.js';
import { boundChart, errorsAgainstBeta, errorsAgainstT, numbers } from './sections.js';

/** Experiment 6: the error of GPOMDP against its exact bias, its exact variance and the theorem's bound. */
export const errorAndBound = experiment({
  id: 'error-and-bound',
  summary: 'Error of GPOMDP’s estimates beside the bound of the theorem, on four chains.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 6,
    title: 'The error of GPOMDP, exact and bounded',
    question:
      'Do exact bias and exact variance account for the error of GPOMDP for many β and T, and where is the theorem’s bound on the bias tight?',
    replications: [gradientPaths],
    begin(size, laboratory) {
      const chains = chainsOf.map((chain) => new ChainErrors(chain, sizes[size], laboratory));
      return { data: chains.map(({ data }) => data), findings: () => findings(chains, laboratory.registry) };
    },
  }),
});

function findings(chains: readonly ChainErrors[], registry: Registry): Findings {
  const { betas, steps, runs } = chains[0]!.settings;
  return {
    method: [
      `${runs} independent paths of ${thousands(steps.at(-1)!)} steps on each chain, every path serving all of β = ${betas.join(', ')} and all T. Seed 1, one ` +
        'stream a replicate. The Garnet chains of 10 states are one drawn model (2 actions, 3 successors, 5 observations, layoutSeed 2) ' +
        `at θ = (${thetaOfTen.join(', ')}), made faster by teleporting and slower by staying. All else is exact.`,
    ],
    claims: [
      accounted(chains),
      ...chains.map(neverViolated),
      vanishing(chains),
      longMemory(chains),
      tightOnTwo(chains),
      looseOnMany(registry),
    ],
    sections: [errorsAgainstT(chains), errorsAgainstBeta(chains), boundChart(chains), numbers(chains)],
  };
}
