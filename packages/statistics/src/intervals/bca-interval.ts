import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { Aggregate, TaskScores } from '../aggregates/aggregate.js';
import type { Interval } from '../interval.js';
import { mean } from '../mean.js';
import { quantiles } from '../quantile.js';
import { bootstrapDefaults, type StratifiedBootstrap } from './bootstrap-settings.js';
import { stratifiedResamples } from './stratified-resamples.js';

/**
 * The bias-corrected and accelerated interval (Efron, Journal of the American Statistical Association 82, 1987): quantiles of
 * the aggregate over resamples, at levels moved by the share of resamples below the estimate (ties count one half) and by
 * an acceleration from leaving out one run at a time.
 */
export function bcaInterval(
  tasks: TaskScores,
  aggregate: Aggregate,
  bootstrap: StratifiedBootstrap,
): Interval {
  const { resamples, confidence } = bootstrapDefaults(bootstrap);
  const estimate = aggregate.of(tasks);
  const found = stratifiedResamples(tasks, resamples, bootstrap.random, (resample) => aggregate.of(resample));
  const below = mean(found.map((value) => (Math.sign(estimate - value) + 1) / 2));
  const bias = normalQuantile(Math.min(Math.max(below, 1 / resamples), 1 - 1 / resamples), 0, 1);
  const rate = acceleration(tasks, aggregate);
  const level = (tail: number) => {
    const moved = bias + normalQuantile(tail, 0, 1);
    return normalCdf(bias + moved / (1 - rate * moved), 0, 1);
  };
  const tail = (1 - confidence) / 2;
  const [low, high] = quantiles(found, [level(tail), level(1 - tail)]);
  return { estimate, low: low!, high: high! };
}

/** Σ d³ / (6 (Σ d²)^1.5), where d is the mean of the aggregates with one run of a task left out, less each of them. */
function acceleration(tasks: TaskScores, aggregate: Aggregate): number {
  const deviations = tasks.flatMap((_, task) => leaveOneOut(tasks, task, aggregate));
  const squares = deviations.reduce((sum, d) => sum + d ** 2, 0);
  const cubes = deviations.reduce((sum, d) => sum + d ** 3, 0);
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

/** The deviations of one task, in the scale of the influence of a run: (n − 1)/n of those of the jackknife. */
function leaveOneOut(tasks: TaskScores, task: number, aggregate: Aggregate): number[] {
  const scores = Array.from(tasks[task]!);
  if (scores.length < 2) return [];
  const found = scores.map((_, left) =>
    aggregate.of(tasks.map((runs, i) => (i === task ? scores.filter((_, k) => k !== left) : runs))),
  );
  const center = mean(found);
  return found.map((value) => ((center - value) * (scores.length - 1)) / scores.length);
}
