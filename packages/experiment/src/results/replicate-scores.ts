import type { Metric } from '@pomdp-gym/contracts';
import { Replicates } from '@pomdp-gym/statistics';
import type { RunRecord } from '../run/run-record.js';
import { metricValue } from './metric-value.js';

/** Digits of a score: equal policies that are computed in two ways differ in the last bits, and count as tied. */
const DIGITS = 12;

/** What the finished runs of an agent in an environment are worth by a metric, by seed; to 12 digits. */
export function replicateScores(
  records: readonly RunRecord[],
  environment: string,
  agent: string,
  metric: Metric,
): Replicates {
  return Replicates.bySeed(
    records.flatMap((record) => {
      if (record.environment !== environment || record.agent !== agent) return [];
      const { value } = metricValue(record, metric);
      return value === null ? [] : [[record.seed, Number(value.toPrecision(DIGITS))] as const];
    }),
  );
}
