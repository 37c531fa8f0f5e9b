import { type Experiment, experiment, type Findings } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { exactAscents } from '../exact-ascents.js';
import { lower, maxima, plateaus } from './claims.js';
import { problemsOf, sizes, Starts, STATIONARY } from './data.js';
import { chart, numbers } from './sections.js';

/** Experiment 5: how much the end depends on the start. */
export const startingPoints = experiment({
  id: 'starting-points',
  summary: 'Where CONJPOMDP ends from starts ever farther from 0, beside ascents without noise.',
  options: z.strictObject({}),
  create: (): Experiment => ({
    place: 5,
    title: 'Sensitivity to θ₀',
    question:
      'Where does CONJPOMDP end from starts ever farther from 0, and is it local maxima or plateaus that stop it?',
    replications: [exactAscents],
    begin(size, laboratory) {
      const problems = problemsOf.map((problem) => new Starts(problem, sizes[size], laboratory));
      return {
        data: problems.flatMap(({ data }) => data),
        findings: () => findings(problems),
      };
    },
  }),
});

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
