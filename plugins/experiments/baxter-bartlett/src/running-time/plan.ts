import {
  type ExperimentPlan,
  type Findings,
  type Laboratory,
  type Size,
  grouped,
} from '@pomdp-gym/reproduction';
import { conjpomdpRuns, type ConjpomdpRuns } from '../conjpomdp-runs.js';
import { threeStateRuns } from '../conjpomdp/data.js';
import { proportional, reported, rising } from './claims.js';
import { byMean, byRun, leastSteps, sizes, Start } from './data.js';
import { chart, numbers } from './sections.js';

/** Names the data, and concludes from them. */
export function plan(size: Size, laboratory: Laboratory): ExperimentPlan {
  const coarse = threeStateRuns(laboratory, size);
  const fine = conjpomdpRuns(laboratory, 'three-state-running-time', sizes[size]);
  return { data: [coarse.data, fine.data], findings: () => findings(coarse, fine, laboratory) };
}

function findings(coarse: ConjpomdpRuns, fine: ConjpomdpRuns, laboratory: Laboratory): Findings {
  const start = new Start(laboratory);
  const measured = fine.betas.map((beta) => ({
    beta,
    noise: start.noiseSteps(beta),
    byMean: leastSteps(fine, beta, byMean),
    byRun: leastSteps(fine, beta, byRun),
  }));
  return {
    method: [
      `${fine.runs} runs for each β and each power of two from ${fine.steps[0]} to ${grouped(fine.steps.at(-1)!)} as T, seeds 1 to ${fine.runs}. ` +
        'T is enough where the criterion holds at it and at every greater T tried; intervals by bootstrap over the runs.',
    ],
    claims: [...reported(coarse), rising(measured), proportional(measured)],
    sections: [chart(fine, measured), numbers(fine, measured)],
  };
}
