import { type Claim, claimExactly, short } from '@pomdp-gym/reproduction';
import type { ProblemData } from './problem-data.js';

const source = 'Decision 0023, stated before the held-out problems were run';

/** How many of 25 have to come out so, as a part of those that are run. */
const NEEDED = 20 / 25;

/** A squared error counts as good within so many times that of the best fixed β. */
export const GOOD = 1.5;

/** What share of searches may end with the wrong sign: the default of the estimator. */
export const SIGN_ERROR = 0.05;

export function claimsOf(all: readonly ProblemData[]): Claim[] {
  return [...errorClaims(all), ...ascentClaims(all), ...signClaims(all)];
}

function errorClaims(all: readonly ProblemData[]): Claim[] {
  const rows = all.flatMap((data) => data.errorRows().map((row) => ({ name: data.name, ...row })));
  const lengths = [...new Set(rows.map(({ steps }) => steps))];
  const worse = rows.filter(({ auto, median }) => auto > median);
  return lengths
    .map((steps) => {
      const here = rows.filter((row) => row.steps === steps);
      const missed = here.filter(({ auto, best }) => auto > GOOD * best);
      return claimExactly(
        {
          statement: `After ${steps} steps the squared error of auto is within ${GOOD} times that of the best fixed β on four problems of five.`,
          source,
          mark: 'Q',
        },
        'the mean over paths, beside exact squared errors of fixed β with the average reward taken off',
        `on ${here.length - missed.length} of ${here.length}${listed(missed.map(({ name, auto, best }) => `${name} ${short(auto / best)}`))}`,
        here.length - missed.length >= NEEDED * here.length,
      );
    })
    .concat(
      rows.length === 0
        ? []
        : claimExactly(
            {
              statement: 'The squared error of auto is nowhere above the median over fixed β.',
              source,
              mark: 'Q',
            },
            'at each problem and T',
            worse.length === 0
              ? `true of ${rows.length} pairs`
              : `not true of ${worse.map(({ name, steps, auto, median }) => `${name} at ${steps} (${short(auto / median)})`).join(', ')}`,
            worse.length === 0,
          ),
    );
}

function ascentClaims(all: readonly ProblemData[]): Claim[] {
  const rows = all.flatMap((data) => {
    const row = data.ascentRow();
    return row ? [{ name: data.name, ...row }] : [];
  });
  if (rows.length === 0) return [];
  const missed = rows.filter(({ difference }) => difference.high < 0);
  return [
    claimExactly(
      {
        statement:
          'At equal budgets CONJPOMDP with auto ends no lower than with the best β and T of the grid on four problems of five.',
        source,
        mark: 'Q',
      },
      'the 95 % interval of auto less the best cell, over seeds that both share, reaches 0 or above',
      `on ${rows.length - missed.length} of ${rows.length}${listed(missed.map(({ name, difference }) => `${name} ${short(difference.estimate)}`))}`,
      rows.length - missed.length >= NEEDED * rows.length,
    ),
  ];
}

function signClaims(all: readonly ProblemData[]): Claim[] {
  const rows = all.flatMap((data) => data.signRow() ?? []);
  if (rows.length === 0) return [];
  const [searches, wrong] = [total(rows.map((row) => row.searches)), total(rows.map((row) => row.wrong))];
  return [
    claimExactly(
      {
        statement: `The sign test is wrong in at most ${100 * SIGN_ERROR} % of line searches at known slopes.`,
        source,
        mark: 'Q',
      },
      'over all problems together',
      `${wrong} of ${searches} (${short((100 * wrong) / searches)} %)`,
      wrong <= SIGN_ERROR * searches,
    ),
  ];
}

function listed(misses: readonly string[]): string {
  return misses.length === 0 ? '' : `; not ${misses.join(', ')}`;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
