import { type Claim, claimAbove, claimExactly, claimOrdered, differences } from '@pomdp-gym/reproduction';
import { studentInterval } from '@pomdp-gym/statistics';
import { agentName, type Starts } from './data.js';

/** One maximum on the three-state problem, several on the others. */
export function maxima(starts: Starts): Claim {
  const found = starts.localMaxima();
  const single = starts.problem.name === 'three-state';
  return claimExactly(
    {
      statement: single
        ? 'The three-state problem has no local maximum but the optimum .8.'
        : `The ${starts.problem.title} has local maxima over memoryless policies that are not the best one.`,
      source: 'this project’s choice of problems',
      mark: 'Q',
    },
    single
      ? 'the verified ends of all exact ascents are one, at .8'
      : 'exact ascents end in two or more verified maxima of different η',
    `verified maxima: ${found.map((value) => value.toFixed(4)).join(', ')}`,
    single ? found.length === 1 && Math.abs(found[0]! - 0.8) < 1e-3 : found.length >= 2,
  );
}

export function lower(starts: Starts): Claim {
  const { spreads } = starts.settings;
  return claimOrdered(
    {
      statement: `${capital(starts.problem.title)}: starts far from 0 end lower than starts near it.`,
      source: 'the paper starts near 0',
      mark: 'Q',
    },
    'the mean final η of CONJPOMDP',
    [spreads.at(-1)!, spreads[0]!].map((spread) => ({
      label: agentName(spread),
      values: starts.rewardsBySeed(spread),
    })),
  );
}

/** Where the exact gradient finds its way and CONJPOMDP does not, it is not the landscape's maxima that stop it. */
export function plateaus(starts: Starts): Claim {
  const spread = starts.settings.spreads.at(-1)!;
  const lost = differences(starts.rewardsBySeed(spread), starts.exactRewardsBySeed(spread));
  return claimAbove(
    {
      statement:
        'On the three-state problem it is plateaus that stop runs from far starts: ascents by the exact gradient leave them, CONJPOMDP does not.',
      source: 'this project’s explanation',
      mark: 'Q',
    },
    studentInterval(lost),
    0.01,
    `the final η of exact ascents less that of CONJPOMDP from the same start, mean at ${agentName(spread)},`,
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
