import { bySeed, type Claim, claimAbove, claimOrdered, grouped } from '@pomdp-gym/reproduction';
import { mean, studentInterval } from '@pomdp-gym/statistics';
import type { ConjpomdpRuns } from '../conjpomdp-runs.js';
import { betas, GOOD, type OnlineRuns, settled } from './data.js';

export function learns(online: OnlineRuns): Claim {
  const intervals = betas.map((beta) => studentInterval(online.rewards(beta, 0.1)));
  return claimAbove(
    {
      statement: 'With a small fixed step (γ = .1) OLPOMDP comes near the optimum .8 whatever β.',
      source: 'Baxter, Bartlett and Weaver 2001, OLPOMDP on the three-state problem',
      mark: 'R-lo',
    },
    intervals.reduce((least, each) => (each.estimate < least.estimate ? each : least)),
    0.79,
    'the least mean η over β',
  );
}

export function saturates(online: OnlineRuns): Claim {
  const beta = 0.95;
  const lost = (step: number) =>
    bySeed(online.runs(beta, step), ({ averageReward }) => (averageReward! < 0.5 ? 1 : 0));
  return claimOrdered(
    {
      statement: 'Too large a step saturates the policy before it has learnt: runs end on the wrong side.',
      source: 'Baxter, Bartlett and Weaver 2001, OLPOMDP with γ = .1, 1, 10 and 100',
      mark: 'R-lo',
    },
    `the fraction of runs that end below η = .5 at β = ${beta}`,
    [0.1, 100].map((step) => ({ label: `γ = ${step}`, values: lost(step) })),
  );
}

/** From where on either has a mean η of .79. Less than a factor of two is not distinguished: T goes in powers of it. */
export function slower(online: OnlineRuns, conjugate: ConjpomdpRuns, beta: number): Claim {
  const { steps, budget } = online.settings;
  const reached = steps.map((step) => ({ step, at: settled(online, beta, step) }));
  const best = reached.reduce((least, each) => (each.at < least.at ? each : least));
  const T = conjugate.steps.find((each) => mean(conjugate.rewards(beta, each)) >= GOOD);
  const needed = T === undefined ? Infinity : mean(conjugate.totalSteps(beta, T));
  return {
    statement: `At β = ${beta} CONJPOMDP comes to a mean η of .79 in fewer steps than OLPOMDP with any of these fixed steps.`,
    source: 'what the line search is for',
    mark: 'Q',
    criterion:
      'the mean of all steps of CONJPOMDP at its least sufficient T is less than half of where OLPOMDP’s mean curve stays above; it differs where it is more than twice that',
    found: `CONJPOMDP ${inSteps(needed)}${T === undefined ? '' : ` (T = ${T})`}, OLPOMDP ${inSteps(best.at)} (γ = ${best.step})`,
    measured: null,
    verdict: 2 * needed < best.at ? 'agrees' : needed > 2 * best.at ? 'differs' : 'open',
  };

  function inSteps(count: number): string {
    return count === Infinity ? `not within ${grouped(budget)} steps` : `${grouped(count)} steps`;
  }
}
