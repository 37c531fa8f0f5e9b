import { type Experiment, experiment, type Findings, thousands } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { exactAscents } from '../exact-ascents.js';
import { bestMemoryless, needsMemory, reaches } from './claims.js';
import { DISCOUNT, Learnt, problems } from './data.js';
import { curves, numbers, valueChart } from './sections.js';

/** Experiment 8: what can be learnt without memory where memory is needed. */
export const tigerAndHallway = experiment({
  id: 'tiger-hallway',
  summary: 'How near memoryless policies come to the best one on Tiger and Hallway.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 8,
    title: 'Tiger and Hallway without memory',
    question:
      'How near do memoryless policies, learnt by GPOMDP, come to the best memoryless policy, and how far is that from the optimum?',
    replications: [exactAscents],
    begin(size, laboratory) {
      const all = problems.map((problem) => new Learnt(problem, size, laboratory));
      return { data: all.flatMap(({ data }) => data), findings: () => findings(all) };
    },
  }),
});

function findings(all: readonly Learnt[]): Findings {
  const { runs, ascents } = all[0]!.settings;
  const each = all.map(({ problem: { title, beta, adam }, budget, gradientSteps }) => {
    const T = `T = ${thousands(gradientSteps)} and ${thousands(adam.steps)}`;
    return `${title}: β = ${beta}, ${T}, ${thousands(budget)} steps at most`;
  });
  return {
    method: [
      `${runs} runs of CONJPOMDP and of gradient ascent with Adam's steps for each problem, both by GPOMDP, seeds 1 to ${runs}; ${each.join('; ')}. A softmax with one ` +
        'parameter for each pair of observation and action, and a first action of its own.',
      'What is learnt is the average reward η of going on for ever, restarts included; what the literature tabulates is the value of the ' +
        `start, discounted by ${DISCOUNT}. Both are exact here, for every final policy; the tables and the bracket of the optimum are of the second. ` +
        'Where a problem goes on for ever its very first action, made before anything is seen, leaves no trace in η: it is set to the best one for the value. ' +
        `"Exact gradient" is the best end of ${ascents} ascents by the exact ∇η.`,
    ],
    claims: all.flatMap((learnt) => [bestMemoryless(learnt), needsMemory(learnt), reaches(learnt)]),
    sections: [valueChart(all), curves(all), numbers(all)],
  };
}
