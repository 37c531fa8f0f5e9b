import {
  type Experiment,
  experiment,
  type Findings,
  type Laboratory,
  thousands,
} from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { conjpomdpRuns, type ConjpomdpRuns } from '../conjpomdp-runs.js';
import { threeStateRuns } from '../conjpomdp/data.js';
import { proportional, reported, rising } from './claims.js';
import { byMean, byRun, leastSteps, sizes, Start } from './data.js';
import { chart, numbers } from './sections.js';

/** Experiment 4: the least T with which CONJPOMDP learns stably. */
export const runningTime = experiment({
  id: 'running-time',
  summary: 'How many steps CONJPOMDP needs on the three-state problem, by β.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 4,
    title: 'How many steps a gradient needs',
    question:
      'What is the least T with which CONJPOMDP learns the three-state problem stably, by β, and why?',
    replications: [],
    begin(size, laboratory) {
      const coarse = threeStateRuns(laboratory, size);
      const fine = conjpomdpRuns(laboratory, 'three-state-running-time', sizes[size]);
      return { data: [coarse.data, fine.data], findings: () => findings(coarse, fine, laboratory) };
    },
  }),
});

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
      `${fine.runs} runs for each β and each power of two from ${fine.steps[0]} to ${thousands(fine.steps.at(-1)!)} as T, seeds 1 to ${fine.runs}. ` +
        'T is enough where the criterion holds at it and at every greater T tried; intervals by bootstrap over the runs.',
    ],
    claims: [...reported(coarse), rising(measured), proportional(measured)],
    sections: [chart(fine, measured), numbers(fine, measured)],
  };
}
