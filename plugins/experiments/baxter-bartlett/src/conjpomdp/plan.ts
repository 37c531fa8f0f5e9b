import type { ExperimentPlan, Findings, Laboratory, Size } from '@pomdp-gym/reproduction';
import type { ConjpomdpRuns } from '../conjpomdp-runs.js';
import { nearOptimum, sooner, table, totalSteps } from './claims.js';
import { betas, threeStateRuns } from './data.js';
import { againstT, againstTotal, numbers } from './sections.js';

/** Names the data, and concludes from them. */
export function plan(size: Size, laboratory: Laboratory): ExperimentPlan {
  const runs = threeStateRuns(laboratory, size);
  return { data: [runs.data], findings: () => findings(runs) };
}

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
