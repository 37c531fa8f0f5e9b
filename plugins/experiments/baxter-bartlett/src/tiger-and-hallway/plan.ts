import {
  type ExperimentPlan,
  type Findings,
  type Laboratory,
  type Size,
  grouped,
} from '@pomdp-gym/reproduction';
import { bestMemoryless, needsMemory, reaches } from './claims.js';
import { DISCOUNT, TrainedAgents, problems } from './data.js';
import { curves, numbers, valueChart } from './sections.js';

/** Names the data, and concludes from them. */
export function plan(size: Size, laboratory: Laboratory): ExperimentPlan {
  const all = problems.map((problem) => new TrainedAgents(problem, size, laboratory));
  return { data: all.flatMap(({ data }) => data), findings: () => findings(all) };
}

function findings(all: readonly TrainedAgents[]): Findings {
  const { runs, ascents } = all[0]!.settings;
  const each = all.map(({ problem: { title, beta, adam }, budget, gradientSteps }) => {
    const T = `T = ${grouped(gradientSteps)} and ${grouped(adam.steps)}`;
    return `${title}: β = ${beta}, ${T}, ${grouped(budget)} steps at most`;
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
