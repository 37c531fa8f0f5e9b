import type { Metric } from '@pomdp-gym/contracts';
import { mean, Replicates } from '@pomdp-gym/statistics';
import { metricsOf } from '../run/metrics-of.js';
import type { RunRecord } from '../run/run-record.js';
import { metricValue } from './metric-value.js';
import type { Study } from '../study/study.js';
import { whyEnded } from '../run/why-ended.js';
import { type IntervalBasis, summaryInterval } from './summary-interval.js';

/** What the start is worth, discounted by γ, over the seeds. */
export interface DiscountedSummary {
  readonly discount: number;
  readonly mean: number;
  /** 95 % interval of the mean over seeds; null for fewer than two runs. */
  readonly low: number | null;
  readonly high: number | null;
  /** How that interval is made; null where there is no interval. */
  readonly interval: IntervalBasis | null;
  /** Whether every value is exact, rather than simulated. */
  readonly exact: boolean;
}

/** A metric of a study over the seeds. */
export interface MetricSummary {
  readonly metric: Metric;
  /** Mean over the runs that finished; null where none did, or one of them has no value. */
  readonly mean: number | null;
  /** 95 % interval of the mean over seeds; null for fewer than two runs. */
  readonly low: number | null;
  readonly high: number | null;
  /** How that interval is made; null where there is no interval. */
  readonly interval: IntervalBasis | null;
  /** Whether every value is exact, rather than simulated. */
  readonly exact: boolean;
  /** Why the first run has no value that has none. */
  readonly problem: string | null;
}

/** How an agent did in an environment, over the seeds. Plain JSON. */
export interface Summary {
  readonly environment: string;
  readonly agent: string;
  /** Runs that finished. */
  readonly runs: number;
  /** Mean of η over those runs; null where none finished. */
  readonly mean: number | null;
  /** 95 % interval of the mean over seeds; null for fewer than two runs. */
  readonly low: number | null;
  readonly high: number | null;
  /** How that interval is made; null where there is no interval. */
  readonly interval: IntervalBasis | null;
  /** Whether every η is exact, rather than simulated. */
  readonly exact: boolean;
  /** Mean steps used to learn. */
  readonly steps: number | null;
  /** mean / η*, where the optimum is known and above 0. */
  readonly fractionOfOptimum: number | null;
  /** The value of the start; null where the study does not ask for it, or no run finished. */
  readonly discounted: DiscountedSummary | null;
  /** Every metric that the study names, in its order: agents are ranked by the first. */
  readonly metrics: readonly MetricSummary[];
  /** Runs that ended where they began: their θ did not move. */
  readonly stayed: number;
  /** Why the first of them did. */
  readonly firstStay: string | null;
  /** Runs whose simulated η has an interval that may be too narrow, or none. */
  readonly cautions: number;
  /** Why, in the first of them. */
  readonly firstCaution: string | null;
  /** Why the exact value of the first run is refused that has none because its policy's table is wrong. */
  readonly firstRefusal: string | null;
  /** How what is measured differs from what the agent climbs. */
  readonly mismatch: string | null;
  /** Runs that failed. */
  readonly failures: number;
  /** Why, in the first of them. */
  readonly firstFailure: string | null;
}

/** Every environment × agent of a study, in its order, from the records that there are. */
export function summarize(study: Study, records: readonly RunRecord[]): Summary[] {
  return study.environments.flatMap((environment) =>
    study.agents.map((agent) =>
      summary(
        environment.name,
        agent.name,
        records.filter((record) => record.environment === environment.name && record.agent === agent.name),
        metricsOf(study),
      ),
    ),
  );
}

function summary(
  environment: string,
  agent: string,
  records: readonly RunRecord[],
  metrics: readonly Metric[],
): Summary {
  const ordered = [...records].sort((a, b) => a.run - b.run);
  const finished = ordered.filter(({ status }) => status === 'finished');
  const failed = ordered.filter(({ status }) => status !== 'finished');
  const stayed = finished.filter(({ moved }) => moved === false);
  const rewards = Replicates.bySeed(
    finished.flatMap(({ seed, averageReward }) =>
      averageReward === null ? [] : [[seed, averageReward] as const],
    ),
  );
  return {
    environment,
    agent,
    runs: finished.length,
    mean: meanOf(rewards.scores),
    ...summaryInterval(rewards),
    exact: finished.every(({ exact }) => exact),
    steps: meanOf(finished.map(({ steps }) => steps)),
    fractionOfOptimum: meanOf(numbers(finished.map(({ fractionOfOptimum }) => fractionOfOptimum))),
    discounted: discountedSummary(finished),
    metrics: metrics.map((metric) => metricSummary(metric, finished)),
    stayed: stayed.length,
    firstStay: stayed[0] ? whyEnded(stayed[0]) : null,
    cautions: finished.filter(({ caution }) => caution !== undefined).length,
    firstCaution: finished.find(({ caution }) => caution !== undefined)?.caution ?? null,
    firstRefusal: finished.find(({ refusal }) => refusal !== undefined)?.refusal ?? null,
    mismatch: finished.find(({ mismatch }) => mismatch !== undefined)?.mismatch ?? null,
    failures: failed.length,
    firstFailure: failed[0]?.error ?? null,
  };
}

function metricSummary(metric: Metric, finished: readonly RunRecord[]): MetricSummary {
  const found = finished.map((record) => ({ seed: record.seed, ...metricValue(record, metric) }));
  const values = Replicates.bySeed(
    found.flatMap(({ seed, value }) => (value === null ? [] : [[seed, value] as const])),
  );
  const whole = values.size === found.length;
  return {
    metric,
    mean: whole ? meanOf(values.scores) : null,
    ...(whole ? summaryInterval(values) : { low: null, high: null, interval: null }),
    exact: found.every(({ exact }) => exact),
    problem: found.find(({ problem }) => problem !== undefined)?.problem ?? null,
  };
}

function discountedSummary(finished: readonly RunRecord[]): DiscountedSummary | null {
  const found = finished.flatMap(({ discounted }) => discounted ?? []);
  const [first] = found;
  if (!first) return null;
  const values = Replicates.bySeed(
    finished.flatMap(({ seed, discounted }) => (discounted ? [[seed, discounted.value] as const] : [])),
  );
  return {
    discount: first.discount,
    mean: mean(values.scores),
    ...summaryInterval(values),
    exact: found.every(({ exact }) => exact),
  };
}

function numbers(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : mean(values);
}
