import { mean, standardDeviation } from '@pomdp-gym/statistics';
import { type Claim, short, type Statement } from './claim.js';

/** What another program found over runs of its own. */
export interface Reported {
  readonly mean: number;
  readonly runs: number;
  /** The standard deviation of a run, where it is quoted. */
  readonly deviation?: number;
  /** Half a unit of the last digit quoted. */
  readonly rounding: number;
}

/** A figure of another program beside the runs that should have the same mean. */
export interface ReportedCell {
  readonly label: string;
  readonly values: readonly number[];
  readonly reported: Reported;
}

/** Standard errors within which two means agree: one pair of equal normal means in 16,000 does not. */
const STANDARD_ERRORS = 4;

/**
 * How many standard errors of the difference, σ √(1/n + 1/n'), our mean lies beyond the rounding of theirs. σ is the
 * greater of our deviation and the quoted one: a sample that missed the rare bad run knows too little of it.
 */
export function distance({ values, reported }: Pick<ReportedCell, 'values' | 'reported'>): number {
  const sigma = Math.max(standardDeviation(values) || 0, reported.deviation ?? 0);
  const error = sigma * Math.sqrt(1 / values.length + 1 / reported.runs);
  const beyond = Math.max(0, Math.abs(mean(values) - reported.mean) - reported.rounding);
  return beyond === 0 ? 0 : beyond / error;
}

/** The claim that a whole table came out again. */
export function claimTable(statement: Statement, cells: readonly ReportedCell[]): Claim {
  const found = cells.map((cell) => ({ label: cell.label, away: distance(cell) }));
  const agreeing = found.filter(({ away }) => away <= STANDARD_ERRORS).length;
  const farthest = found.reduce((worst, each) => (each.away > worst.away ? each : worst));
  return {
    ...statement,
    criterion: `every mean lies within ${STANDARD_ERRORS} standard errors of the difference, and rounding, of the table's`,
    found: `${agreeing} of ${cells.length} do; the farthest (${farthest.label}) lies ${short(farthest.away)} standard errors away`,
    measured: null,
    verdict: agreeing === cells.length ? 'agrees' : 'differs',
  };
}
