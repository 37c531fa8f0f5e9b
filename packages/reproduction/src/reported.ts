import { mean, standardDeviation } from '@pomdp-gym/statistics';
import { type Claim, short, type Statement } from './claim.js';

/** What another program found over runs of its own. */
export interface PublishedValue {
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
  readonly reported: PublishedValue;
}

/** Standard errors within which two means agree: one pair of equal normal means in 16,000 does not. */
const STANDARD_ERRORS = 4;

/** A band that reaches down to half of the figure it is about decides nothing. */
const WIDEST = 1 / 2;

type Cell = Pick<ReportedCell, 'values' | 'reported'>;

/** How many standard errors of the difference our mean lies beyond the rounding of theirs. */
export function distance(cell: Cell): number {
  const { values, reported } = cell;
  const beyond = Math.max(0, Math.abs(mean(values) - reported.mean) - reported.rounding);
  return beyond === 0 ? 0 : beyond / errorOfDifference(cell);
}

/**
 * σ √(1/n + 1/n'), where σ is the greater of our deviation and the quoted one: a sample that missed the rare bad run knows
 * too little of it.
 */
function errorOfDifference({ values, reported }: Cell): number {
  const sigma = Math.max(standardDeviation(values) || 0, reported.deviation ?? 0);
  return sigma * Math.sqrt(1 / values.length + 1 / reported.runs);
}

/** Half the width of the band in which our mean agrees, as a part of theirs. */
export function band(cell: Cell): number {
  const { mean: theirs, rounding } = cell.reported;
  return (rounding + STANDARD_ERRORS * errorOfDifference(cell)) / Math.abs(theirs);
}

/** The claim that a whole table came out again. */
export function claimTable(statement: Statement, cells: readonly ReportedCell[]): Claim {
  const found = cells.map((cell) => ({ label: cell.label, away: distance(cell) }));
  const agreeing = found.filter(({ away }) => away <= STANDARD_ERRORS).length;
  const farthest = found.reduce((worst, each) => (each.away > worst.away ? each : worst));
  const widest = Math.max(...cells.map(band));
  return {
    ...statement,
    criterion:
      `every mean lies within ${STANDARD_ERRORS} standard errors of the difference, and rounding, of the table's; ` +
      `open where that allows more than ${100 * WIDEST} % to either side`,
    found:
      `${agreeing} of ${cells.length} do, where up to ±${short(100 * widest)} % is allowed; ` +
      `the farthest (${farthest.label}) lies ${short(farthest.away)} standard errors away`,
    measured: null,
    verdict: agreeing < cells.length ? 'differs' : widest > WIDEST ? 'open' : 'agrees',
  };
}
