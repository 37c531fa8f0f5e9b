import type { Aggregate, TaskScores } from '../aggregates/aggregate.js';
import type { Interval } from '../interval.js';
import { quantiles } from '../quantile.js';
import { bootstrapDefaults, type StratifiedBootstrap } from './bootstrap-settings.js';
import { stratifiedResamples } from './stratified-resamples.js';

/** The quantiles of the aggregate over resamples (Efron and Tibshirani 1993, chapter 13), which is rliable's interval. */
export function percentileInterval(
  tasks: TaskScores,
  aggregate: Aggregate,
  bootstrap: StratifiedBootstrap,
): Interval {
  const { resamples, confidence } = bootstrapDefaults(bootstrap);
  const found = stratifiedResamples(tasks, resamples, bootstrap.random, (resample) => aggregate.of(resample));
  const tail = (1 - confidence) / 2;
  const [low, high] = quantiles(found, [tail, 1 - tail]);
  return { estimate: aggregate.of(tasks), low: low!, high: high! };
}
