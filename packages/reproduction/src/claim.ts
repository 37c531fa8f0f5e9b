import type { RunRecord } from '@pomdp-gym/experiment';
import { type Interval, mean, standardError } from '@pomdp-gym/statistics';

/** How sure it is that the source says so. */
export const marks = {
  V: 'read in the source named',
  C: 'computed by an independent program for this project',
  'R-hi': 'recalled, sure by nine in ten',
  'R-med': 'recalled, sure by six to eight in ten',
  'R-lo': 'recalled, hardly sure',
  Q: 'asked here; no source says so',
} as const;

export type Mark = keyof typeof marks;

/** `agrees` and `differs` where the criterion decides; `open` where the data are too few for it. */
export type Verdict = 'agrees' | 'differs' | 'open';

/** Something that is said of an experiment, and whether it came out so. Plain JSON. */
export interface Claim {
  readonly statement: string;
  readonly source: string;
  readonly mark: Mark;
  /** What decides. */
  readonly criterion: string;
  /** What came out, in words and numbers. */
  readonly found: string;
  /** The measured figure with its interval, where one figure is what decides. */
  readonly measured: Interval | null;
  readonly verdict: Verdict;
}

/** What is claimed, before it is known how it came out. */
export type Statement = Pick<Claim, 'statement' | 'source' | 'mark'>;

/** A claim that something measured lies above a bound: decided where the whole interval lies on one side. */
export function claimAbove(statement: Statement, measured: Interval, bound: number, of: string): Claim {
  return {
    ...statement,
    criterion: `the whole interval of ${of} lies above ${short(bound)}; it differs where the whole interval lies below`,
    found: inWords(measured),
    measured,
    verdict: measured.low > bound ? 'agrees' : measured.high <= bound ? 'differs' : 'open',
  };
}

/** A claim that something measured lies from `least` to `most`: decided where the whole interval lies inside or outside. */
export function claimWithin(
  statement: Statement,
  measured: Interval,
  least: number,
  most: number,
  of: string,
): Claim {
  const { low, high } = measured;
  return {
    ...statement,
    criterion: `the whole interval of ${of} lies in [${short(least)}, ${short(most)}]; it differs where no part of it does`,
    found: inWords(measured),
    measured,
    verdict: low >= least && high <= most ? 'agrees' : high < least || low > most ? 'differs' : 'open',
  };
}

/** A claim about exact values, which are right or wrong. */
export function claimExactly(statement: Statement, criterion: string, found: string, holds: boolean): Claim {
  return { ...statement, criterion, found, measured: null, verdict: holds ? 'agrees' : 'differs' };
}

/** A figure of each run, by its seed. */
export type BySeed = ReadonlyMap<number, number>;

export function bySeed(runs: readonly RunRecord[], figure: (run: RunRecord) => number): BySeed {
  return new Map(runs.map((run) => [run.seed, figure(run)]));
}

/** later − earlier for every seed that both have: runs with one seed share their chance, so only differences are independent. */
export function differences(earlier: BySeed, later: BySeed): number[] {
  return [...later].flatMap(([seed, value]) => (earlier.has(seed) ? [value - earlier.get(seed)!] : []));
}

/** Runs that are said to have rising means, with a label each. */
export interface LabelledRuns {
  readonly label: string;
  readonly values: BySeed;
}

/** Standard errors of a difference that decide an order: one pair of equal normal means in 16,000 is taken for ordered. */
const APART = 4;

/** A claim that means of runs with the same seeds rise from each to the next. */
export function claimOrdered(statement: Statement, of: string, samples: readonly LabelledRuns[]): Claim {
  const apart = samples.slice(1).map(({ values }, i) => {
    const rises = differences(samples[i]!.values, values);
    return mean(rises) === 0 ? 0 : mean(rises) / standardError(rises);
  });
  const means = samples.map(({ label, values }) => `${short(mean([...values.values()]))} (${label})`);
  return {
    ...statement,
    criterion: `${of}: each exceeds the one before by ${APART} standard errors of the differences between runs of one seed; it differs where one falls short by as many`,
    found: `${means.join(', ')}; apart by ${apart.map(short).join(', ')} standard errors`,
    measured: null,
    verdict: apart.every((z) => z > APART) ? 'agrees' : apart.some((z) => z < -APART) ? 'differs' : 'open',
  };
}

function inWords({ estimate, low, high }: Interval): string {
  return `${short(estimate)}, interval ${short(low)} to ${short(high)}`;
}

/** Four significant digits, and no exponent where it can be helped. */
export function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
