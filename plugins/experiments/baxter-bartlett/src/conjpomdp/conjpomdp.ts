import { type Experiment, experiment, type Findings } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import type { ConjpomdpRuns } from '../conjpomdp-runs.js';
import { nearOptimum, sooner, table, totalSteps } from './claims.js';
import { betas, threeStateRuns } from './data.js';
import { againstT, againstTotal, numbers } from './sections.js';

/** Experiment 2: what CONJPOMDP attains with gradients of T steps. */
export const conjpomdp = experiment({
  id: 'conjpomdp',
  summary: 'What CONJPOMDP earns on the three-state problem, by β and T.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 2,
    title: 'CONJPOMDP on the three-state problem',
    question:
      'What average reward does CONJPOMDP end with, by the steps T of each gradient, and by all steps it takes?',
    replications: [],
    begin(size, laboratory) {
      const runs = threeStateRuns(laboratory, size);
      return { data: [runs.data], findings: () => findings(runs) };
    },
  }),
});

function findings(runs: ConjpomdpRuns): Findings {
  return {
    method: [
      `${runs.runs} runs for each β and T, seeds 1 to ${runs.runs}, θ_0 uniform in [−.1, .1]⁴, s0 = 100, ε = 10⁻⁴; the same seeds for all ` +
        'β and T. η of the last policy is exact.',
    ],
    claims: [...betas.map((beta) => table(runs, beta)), nearOptimum(runs), sooner(runs), totalSteps(runs)],
    sections: [againstT(runs), againstTotal(runs), numbers(runs)],
  };
}
