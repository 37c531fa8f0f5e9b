import { type Experiment, experiment, type Findings, thousands } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import type { ConjpomdpRuns } from '../conjpomdp-runs.js';
import { threeStateRuns } from '../conjpomdp/data.js';
import { learns, saturates, slower } from './claims.js';
import { betas, OnlineRuns, sizes } from './data.js';
import { curves, numbers } from './sections.js';

/** Experiment 3: OLPOMDP with several step sizes, beside CONJPOMDP. */
export const olpomdp = experiment({
  id: 'olpomdp',
  summary: 'What OLPOMDP earns on the three-state problem, by β and step size.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 3,
    title: 'OLPOMDP on the three-state problem',
    question:
      'How does the online learner fare with fixed steps, and what does CONJPOMDP’s line search save?',
    replications: [],
    begin(size, laboratory) {
      const online = new OnlineRuns(laboratory, sizes[size]);
      const conjugate = threeStateRuns(laboratory, size);
      return {
        data: [...online.data, conjugate.data],
        findings: () => findings(online, conjugate),
      };
    },
  }),
});

function findings(online: OnlineRuns, conjugate: ConjpomdpRuns): Findings {
  const { steps, runs, budget } = online.settings;
  return {
    method: [
      `${runs} runs of ${thousands(budget)} steps for each β and each fixed step γ of ${steps.join(', ')}, seeds 1 to ${runs}, θ_0 uniform in ` +
        '[−.1, .1]⁴; η exact along the way. CONJPOMDP as in its own experiment, at the same β.',
    ],
    claims: [learns(online), saturates(online), ...betas.map((beta) => slower(online, conjugate, beta))],
    sections: [curves(online, conjugate), numbers(online)],
  };
}
