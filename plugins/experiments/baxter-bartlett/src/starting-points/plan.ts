import type { ExperimentPlan, Findings, Laboratory, Size } from '@pomdp-gym/reproduction';
import { lower, maxima, plateaus } from './claims.js';
import { problemsOf, sizes, Starts, STATIONARY } from './data.js';
import { chart, numbers } from './sections.js';

/** Names the data, and concludes from them. */
export function plan(size: Size, laboratory: Laboratory): ExperimentPlan {
  const problems = problemsOf.map((problem) => new Starts(problem, sizes[size], laboratory));
  return {
    data: problems.flatMap(({ data }) => data),
    findings: () => findings(problems),
  };
}

function findings(problems: readonly Starts[]): Findings {
  const { spreads, runs, ascents } = problems[0]!.settings;
  const each = problems.map(({ problem: { title, beta, T } }) => `${title}: β = ${beta}, T = ${T}`);
  return {
    method: [
      `θ_0 uniform in [−s, s]^K for s = ${spreads.join(', ')}; ${runs} runs of CONJPOMDP for each (${each.join('; ')}), seeds 1 to ${runs}, and ${ascents} ` +
        'ascents by the exact gradient from the same starts, by conjugate directions with short moves. An end counts as a local maximum where ' +
        `mixing in a little of any action in any observation gains less than ${STATIONARY} per share.`,
    ],
    claims: problems.flatMap((starts) => [maxima(starts), lower(starts)]).concat(plateaus(problems[0]!)),
    sections: [chart(problems), numbers(problems)],
  };
}
