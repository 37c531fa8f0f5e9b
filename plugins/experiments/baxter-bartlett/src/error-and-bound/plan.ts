import type { Registry } from '@pomdp-gym/registry';
import {
  type ExperimentPlan,
  type Findings,
  type Laboratory,
  type Size,
  grouped,
} from '@pomdp-gym/reproduction';
import { ChainErrors } from './chain-errors.js';
import { accounted, longMemory, looseOnMany, neverViolated, tightOnTwo, vanishing } from './claims.js';
import { chainsOf, sizes, thetaOfTen } from './data.js';
import { boundChart, errorsAgainstBeta, errorsAgainstT, numbers } from './sections.js';

/** Names the data, and concludes from them. */
export function plan(size: Size, laboratory: Laboratory): ExperimentPlan {
  const chains = chainsOf.map((chain) => new ChainErrors(chain, sizes[size], laboratory));
  return { data: chains.map(({ data }) => data), findings: () => findings(chains, laboratory.registry) };
}

function findings(chains: readonly ChainErrors[], registry: Registry): Findings {
  const { betas, steps, runs } = chains[0]!.settings;
  return {
    method: [
      `${runs} independent paths of ${grouped(steps.at(-1)!)} steps on each chain, every path serving all of β = ${betas.join(', ')} and all T. Seed 1, one ` +
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
