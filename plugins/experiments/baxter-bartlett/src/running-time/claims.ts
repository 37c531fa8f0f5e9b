import { type Claim, claimAbove, claimExactly, short, type Verdict } from '@pomdp-gym/reproduction';
import type { Interval } from '@pomdp-gym/statistics';
import type { ConjpomdpRuns } from '../conjpomdp-runs.js';
import { referenceProgram, reportedLeastSteps } from '../three-state.js';
import { byMean, leastSteps, type RunningTime } from './data.js';

/** On the grid of the source's table. */
export function reported(runs: ConjpomdpRuns): Claim[] {
  return reportedLeastSteps
    .filter(([, T]) => T <= runs.steps.at(-1)!)
    .map(([beta, expected]) => {
      const grid = runs.steps.filter((T) => Math.log2(T) % 2 === 0);
      const least = leastSteps(runs, beta, byMean, grid);
      return {
        statement: `For β = ${beta} the mean η reaches .79 at T = ${expected} (of ${grid.join(', ')}).`,
        source: referenceProgram,
        mark: 'C',
        criterion:
          'the bootstrap interval of the least T is that T alone; it differs where the interval does not hold it',
        found: `${least.estimate}, interval ${least.low} to ${least.high}`,
        measured: least,
        verdict: verdictOn(least, expected),
      };
    });
}

function verdictOn({ low, high }: Interval, expected: number): Verdict {
  if (expected < low || expected > high) return 'differs';
  return low === high ? 'agrees' : 'open';
}

/** The least ratio that is called more: T is known to a factor of 2, a ratio to a factor of 4. */
const FAR_MORE = 4;

export function rising(measured: readonly RunningTime[]): Claim {
  const [first, last] = [measured[0]!, measured.at(-1)!];
  const ratio = {
    estimate: last.byMean.estimate / first.byMean.estimate,
    low: last.byMean.low / first.byMean.high,
    high: last.byMean.high / first.byMean.low,
  };
  return claimAbove(
    {
      statement: `Larger β needs more steps: at β = ${last.beta} at least four times as many as at β = ${first.beta}.`,
      source: 'Baxter and Bartlett 2000, figure of η against T',
      mark: 'R-med',
    },
    ratio,
    FAR_MORE,
    'the ratio of the two least T',
  );
}

/** The ratio of the least T to the T at which noise equals signal, over β. */
export function proportional(measured: readonly RunningTime[]): Claim {
  const ratios = measured.map(({ byMean: { estimate }, noise }) => estimate / noise);
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  const range =
    Math.max(...measured.map(({ noise }) => noise)) / Math.min(...measured.map(({ noise }) => noise));
  return claimExactly(
    {
      statement:
        'The least T follows the exact noise of an estimate at the start: from β to β it is the same multiple of ' +
        'tr lim T·Cov(Δ) / ‖∇η‖² at θ = 0, up to the grid of T.',
      source: 'this project’s explanation',
      mark: 'Q',
    },
    'the multiples span no more than a factor of 4, two doublings of T',
    `multiples from ${short(least)} to ${short(most)}, where the variances span a factor of ${short(range)}`,
    most / least <= 4,
  );
}
