import {
  type ExperimentPlan,
  type Findings,
  type Laboratory,
  type Size,
  grouped,
} from '@pomdp-gym/reproduction';
import type { ConjpomdpRuns } from '../conjpomdp-runs.js';
import { threeStateRuns } from '../conjpomdp/data.js';
import { learns, saturates, slower } from './claims.js';
import { betas, OnlineRuns, sizes } from './data.js';
import { curves, numbers } from './sections.js';

/** Names the data, and concludes from them. */
export function plan(size: Size, laboratory: Laboratory): ExperimentPlan {
  const online = new OnlineRuns(laboratory, sizes[size]);
  const conjugate = threeStateRuns(laboratory, size);
  return {
    data: [...online.data, conjugate.data],
    findings: () => findings(online, conjugate),
  };
}

function findings(online: OnlineRuns, conjugate: ConjpomdpRuns): Findings {
  const { steps, runs, budget } = online.settings;
  return {
    method: [
      `${runs} runs of ${grouped(budget)} steps for each β and each fixed step γ of ${steps.join(', ')}, seeds 1 to ${runs}, θ_0 uniform in ` +
        '[−.1, .1]⁴; η exact along the way. CONJPOMDP as in its own experiment, at the same β.',
    ],
    claims: [learns(online), saturates(online), ...betas.map((beta) => slower(online, conjugate, beta))],
    sections: [curves(online, conjugate), numbers(online)],
  };
}
