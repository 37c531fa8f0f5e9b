import { type MeasuredCoverage, measuredCoverage } from '../measured-coverage/measured-coverage.js';
import { CONFIDENCE, type Interval } from '../interval.js';
import type { ScoreRange } from './bounded-mean-interval.js';
import type { IntervalKind } from './interval-kind.js';

/** An interval over seeds, with how it is made and what is known of its coverage. */
export interface ReplicateInterval extends Interval {
  readonly kind: IntervalKind;
  /** How many seeds it rests on; the fewest of its tasks. */
  readonly replicates: number;
  /** The worst measured on the shapes of the coverage table, of the mean of one task; null where it was not measured. */
  readonly coverage: MeasuredCoverage | null;
}

/** Names the kind, ends the interval at the range, and looks its coverage up. */
export function replicateInterval(
  interval: Interval,
  kind: IntervalKind,
  replicates: number,
  confidence: number,
  [least, greatest]: ScoreRange = [-Infinity, Infinity],
): ReplicateInterval {
  const { estimate, low, high } = interval;
  return {
    estimate,
    low: Math.min(Math.max(low, least), greatest),
    high: Math.min(Math.max(high, least), greatest),
    kind,
    replicates,
    coverage: confidence === CONFIDENCE ? measuredCoverage(kind, replicates) : null,
  };
}
