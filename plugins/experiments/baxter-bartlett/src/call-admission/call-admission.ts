import { type Experiment, experiment, type Findings, thousands } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { beatsAccepting, comesNear, knownValues, wrongSign } from './claims.js';
import { AdmissionRuns, conjugate, type Learner, learners, online, Truth } from './data.js';
import { chart, numbers, startTable } from './sections.js';

/** Experiment 7: call admission, from the companion paper. */
export const callAdmission = experiment({
  id: 'call-admission',
  summary: 'What CONJPOMDP and OLPOMDP earn at call admission, in the units of the companion paper.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 7,
    title: 'Call admission control',
    question:
      'What do CONJPOMDP and OLPOMDP earn on the link of Marbach and Tsitsiklis, in the companion paper’s units?',
    replications: [],
    begin(size, laboratory) {
      const runs = new AdmissionRuns(laboratory, size);
      return { data: runs.data, findings: () => findings(runs, new Truth(laboratory)) };
    },
  }),
});

function findings(runs: AdmissionRuns, truth: Truth): Findings {
  const { size, scale } = runs;
  const finals = new Map(
    learners.map((learner) => [learner.name, runs.of(learner).map(({ theta }) => truth.reward(theta!))]),
  );
  const rewards = (learner: Learner): number[] => finals.get(learner.name)!;
  const each = conjugate.map(({ name, steps }) => `${name}: T = ${thousands(steps[scale])}`);
  return {
    method: [
      `${size.runs} runs of each learner, seeds 1 to ${size.runs}, from thresholds near (8, 8, 8) with the slope 1.5, which is learnt along with them: ` +
        `a softmax in the type of the call and b. ${each.join('; ')}, up to ${thousands(size.conjugateBudget)} steps; OLPOMDP ` +
        `${thousands(size.onlineBudget)} steps with γ = ${online.map(({ step }) => step).join(' and ')}. A step is a tick of rate 10.8. ` +
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
