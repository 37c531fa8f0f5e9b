import type { Metric } from '@pomdp-gym/contracts';
import type { RunRecord } from '../run/run-record.js';

/** What a run is worth by a metric. */
export interface MetricValue {
  /** Null where the run has no such value. */
  readonly value: number | null;
  /** Whether it is the expectation itself, rather than simulated. */
  readonly exact: boolean;
  /** Why there is no value, in a sentence. */
  readonly problem?: string | undefined;
}

export function metricValue(
  { averageReward, exact, discounted, episode }: RunRecord,
  metric: Metric,
): MetricValue {
  switch (metric) {
    case 'average-reward':
      return { value: averageReward, exact };
    case 'discounted-value':
      return { value: discounted?.value ?? null, exact: discounted?.exact ?? false };
    case 'return':
    case 'length':
      return { value: episode?.[metric] ?? null, exact: episode?.exact ?? false, problem: episode?.problem };
  }
}
