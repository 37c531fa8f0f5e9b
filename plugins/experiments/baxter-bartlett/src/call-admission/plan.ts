import {
  type ExperimentPlan,
  type Findings,
  type Laboratory,
  type Size,
  grouped,
} from '@pomdp-gym/reproduction';
import { beatsAccepting, comesNear, knownValues, wrongSign } from './claims.js';
import { AdmissionRuns, conjugate, type Learner, learners, online, Truth } from './data.js';
import { chart, numbers, startTable } from './sections.js';

/** Names the data, and concludes from them. */
export function plan(size: Size, laboratory: Laboratory): ExperimentPlan {
  const runs = new AdmissionRuns(laboratory, size);
  return { data: runs.data, findings: () => findings(runs, new Truth(laboratory)) };
}

function findings(runs: AdmissionRuns, truth: Truth): Findings {
  const { size, scale } = runs;
  const finals = new Map(
    learners.map((learner) => [learner.name, runs.of(learner).map(({ theta }) => truth.reward(theta!))]),
  );
  const rewards = (learner: Learner): number[] => finals.get(learner.name)!;
  const each = conjugate.map(({ name, steps }) => `${name}: T = ${grouped(steps[scale])}`);
  return {
    method: [
      `${size.runs} runs of each learner, seeds 1 to ${size.runs}, from thresholds near (8, 8, 8) with the slope 1.5, which is learnt along with them: ` +
        `a softmax in the type of the call and b. ${each.join('; ')}, up to ${grouped(size.conjugateBudget)} steps; OLPOMDP ` +
        `${grouped(size.onlineBudget)} steps with γ = ${online.map(({ step }) => step).join(' and ')}. A step is a tick of rate 10.8. ` +
        'η of the last policy is exact for all, in rewards per 1/9.8 of a unit of time.',
    ],
    claims: [
      ...knownValues(truth),
      ...learners.map((learner) => comesNear(learner, rewards(learner))),
      ...learners.map((learner) => beatsAccepting(learner, rewards(learner), truth)),
      wrongSign(truth),
    ],
    sections: [chart(runs, truth), numbers(runs, truth, rewards), startTable(truth)],
  };
}
