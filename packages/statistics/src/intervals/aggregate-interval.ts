import type { Aggregate } from '../aggregates/aggregate.js';
import { taskMean } from '../aggregates/task-mean.js';
import type { Replicates } from '../replicates.js';
import { bcaInterval } from './bca-interval.js';
import type { ScoreRange } from './bounded-mean-interval.js';
import { bootstrapDefaults, type StratifiedBootstrap } from './bootstrap-settings.js';
import { percentileInterval } from './percentile-interval.js';
import { type ReplicateInterval, replicateInterval } from './replicate-interval.js';
import { studentisedInterval } from './studentised-interval.js';

/** The kinds that rest on resamples, with how each is computed. */
const bootstraps = {
  'percentile bootstrap': percentileInterval,
  'BCa bootstrap': bcaInterval,
  'studentised bootstrap': studentisedInterval,
};

export type BootstrapKind = keyof typeof bootstraps;

export interface AggregateIntervalSettings extends StratifiedBootstrap {
  /** The studentised bootstrap by default, or BCa where the aggregate has no standard error. */
  readonly kind?: BootstrapKind;
  readonly range?: ScoreRange;
}

/**
 * The interval of an aggregate over tasks, by a bootstrap that draws the seeds of each task apart. Throws an InputError where
 * the kind needs a standard error that the aggregate lacks.
 */
export function aggregateInterval(
  tasks: readonly Replicates[],
  aggregate: Aggregate,
  settings: AggregateIntervalSettings,
): ReplicateInterval {
  const { kind = aggregate.standardError ? 'studentised bootstrap' : 'BCa bootstrap', range } = settings;
  const { confidence } = bootstrapDefaults(settings);
  const scores = tasks.map((runs) => runs.scores);
  const interval = bootstraps[kind](scores, aggregate, settings);
  const fewest = Math.min(...scores.map(({ length }) => length));
  const named = replicateInterval(interval, kind, fewest, confidence, range);
  return aggregate === taskMean ? named : { ...named, coverage: null };
}
