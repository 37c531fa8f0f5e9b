import {
  type IntervalKind,
  type MeasuredCoverage,
  meanInterval,
  type Replicates,
} from '@pomdp-gym/statistics';

/** How an interval over seeds is made, and how often intervals of its kind hold the mean. Plain JSON. */
export interface IntervalBasis {
  readonly kind: IntervalKind;
  /** The worst of the shapes of distribution that it was measured on, for this number of seeds. */
  readonly coverage: MeasuredCoverage | null;
}

/** The ends of an interval as results have it. */
interface SummaryInterval {
  readonly low: number | null;
  readonly high: number | null;
  readonly interval: IntervalBasis | null;
}

/** The 95 % interval of a mean over seeds; null for fewer than two, which say nothing of their spread. */
export function summaryInterval(runs: Replicates): SummaryInterval {
  if (runs.size < 2) return { low: null, high: null, interval: null };
  const { low, high, kind, coverage } = meanInterval(runs);
  return { low, high, interval: { kind, coverage } };
}
