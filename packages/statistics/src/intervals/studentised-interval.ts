import { InputError } from '@pomdp-gym/contracts';
import type { Aggregate, TaskScores } from '../aggregates/aggregate.js';
import { around, assertConfidence, type Interval } from '../interval.js';
import { bootstrapDefaults, type StratifiedBootstrap } from './bootstrap-settings.js';
import { stratifiedResamples } from './stratified-resamples.js';

/** Parts of the standard error that are no more than rounding. */
const ROUNDING = 1e-9;

/**
 * The bootstrap-t interval: quantiles of (aggregate of a resample − estimate) / (its standard error) take the place of those
 * of Student's t (Efron 1979; Davison and Hinkley 1997, section 5.2.1). The ends are infinite where so many resamples have no spread
 * that their ratio decides them. Throws an InputError where the aggregate has no standard error.
 */
export function studentisedInterval(
  tasks: TaskScores,
  aggregate: Aggregate,
  bootstrap: StratifiedBootstrap,
): Interval {
  const { resamples, confidence } = bootstrapDefaults(bootstrap);
  assertConfidence(confidence);
  const errorOf = standardErrorOf(aggregate);
  const estimate = aggregate.of(tasks);
  const error = errorOf(tasks);
  if (!(error > 0)) return around(estimate, error === 0 ? 0 : Infinity);
  const ratios = Float64Array.from(
    stratifiedResamples(tasks, resamples, bootstrap.random, (resample) =>
      ratio(aggregate.of(resample) - estimate, errorOf(resample), ROUNDING * error),
    ),
  ).sort();
  const place = Math.max(1, Math.floor(((resamples + 1) * (1 - confidence)) / 2));
  const [least, greatest] = [ratios[place - 1]!, ratios[resamples - place]!];
  return { estimate, low: estimate - error * greatest, high: estimate - error * least };
}

/** Infinite where a resample differs and has no spread; what is no more than `rounding` counts as 0. */
function ratio(difference: number, error: number, rounding: number): number {
  if (Math.abs(difference) <= rounding) return 0;
  return difference / (error <= rounding ? 0 : error);
}

function standardErrorOf({ name, standardError }: Aggregate): (tasks: TaskScores) => number {
  if (standardError) return standardError;
  throw new InputError(
    `The studentised bootstrap needs a standard error, and none is known for the ${name}: take the BCa or the percentile bootstrap.`,
  );
}
