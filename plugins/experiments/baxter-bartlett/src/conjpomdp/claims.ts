import { type Claim, claimAbove, claimOrdered, claimTable, short } from '@pomdp-gym/reproduction';
import { studentInterval } from '@pomdp-gym/statistics';
import type { ConjpomdpRuns } from '../conjpomdp-runs.js';
import { referenceProgram, reportedRewards } from '../three-state.js';
import { betas } from './data.js';

export function table(runs: ConjpomdpRuns, beta: number): Claim {
  const cells = reportedRewards.filter((cell) => cell.beta === beta && runs.steps.includes(cell.T));
  return claimTable(
    {
      statement:
        `For β = ${beta} CONJPOMDP ends with a mean η of ${cells.map(({ reward }) => reward.mean.toFixed(4)).join(', ')} ` +
        `for T = ${cells.map(({ T }) => T).join(', ')}.`,
      source: referenceProgram,
      mark: 'C',
    },
    cells.map(({ T, reward }) => ({ label: `T = ${T}`, values: runs.rewards(beta, T), reported: reward })),
  );
}

export function nearOptimum(runs: ConjpomdpRuns): Claim {
  const T = runs.steps.at(-1)!;
  const intervals = betas.map((beta) => studentInterval(runs.rewards(beta, T)));
  const statement = {
    statement: 'With enough steps a gradient, CONJPOMDP comes near the optimum .8 whatever β.',
    source: 'Baxter and Bartlett 2000, figure of η against T',
    mark: 'R-med',
  } as const;
  const worst = intervals.reduce((least, each) => (each.estimate < least.estimate ? each : least));
  return claimAbove(statement, worst, 0.79, `the least mean over β at T = ${T}`);
}

export function sooner(runs: ConjpomdpRuns): Claim {
  const T = 64;
  return claimOrdered(
    {
      statement: `Where gradients rest on few steps (T = ${T}), the smaller β is, the better CONJPOMDP learns.`,
      source: 'Baxter and Bartlett 2000, figure of η against T',
      mark: 'R-med',
    },
    `the mean η at T = ${T}, by falling β`,
    [...betas].reverse().map((beta) => ({ label: `β = ${beta}`, values: runs.rewardsBySeed(beta, T) })),
  );
}

export function totalSteps(runs: ConjpomdpRuns): Claim {
  const multiples = betas.flatMap((beta) =>
    runs.steps.map((T) => studentInterval(runs.totalSteps(beta, T).map((steps) => steps / T))),
  );
  const inside = multiples.every(({ estimate }) => estimate >= 3.5 && estimate <= 7.5);
  const outside = multiples.some(({ low, high }) => high < 3.5 || low > 7.5);
  const means = multiples.map(({ estimate }) => estimate);
  return {
    statement:
      'A run takes about 4 to 7 times T steps in all: the first line search already saturates the policy.',
    source: referenceProgram,
    mark: 'C',
    criterion:
      'the mean over runs lies from 3.5 to 7.5 times T for every β and T; it differs where the whole interval of one lies outside',
    found: `from ${short(Math.min(...means))} to ${short(Math.max(...means))} times T`,
    measured: null,
    verdict: inside ? 'agrees' : outside ? 'differs' : 'open',
  };
}
