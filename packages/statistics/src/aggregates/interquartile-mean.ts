import { mean } from '../mean.js';
import { variance } from '../standard-deviation.js';
import type { Aggregate, TaskScores } from './aggregate.js';

/**
 * The mean of what is left of all runs of all tasks, pooled, when ⌊n/4⌋ are cut off on each side: rliable's `aggregate_iqm`
 * (Agarwal et al., NeurIPS 2021), which is SciPy's `trim_mean` at 25 %.
 */
export const interquartileMean: Aggregate = { name: 'interquartile mean', of, standardError };

function of(tasks: TaskScores): number {
  const sorted = pooled(tasks);
  if (sorted.length === 0 || Number.isNaN(sorted.at(-1))) return NaN;
  const cut = cutOf(sorted.length);
  return mean(sorted.subarray(cut, sorted.length - cut));
}

/**
 * The error of a trimmed mean from winsorised variances (Tukey and McLaughlin, Sankhyā A 25, 1963), here of each task by
 * itself, since tasks are strata: √Σ_s (n_s/n)² s²_s/n_s over the share that is kept.
 */
function standardError(tasks: TaskScores): number {
  const sorted = pooled(tasks);
  const count = sorted.length;
  const cut = cutOf(count);
  const [low, high] = [sorted[cut]!, sorted[count - 1 - cut]!];
  const sum = tasks.reduce((total, scores) => {
    const winsorised = Array.from(scores, (score) => Math.min(Math.max(score, low), high));
    return total + (variance(winsorised) * scores.length) / count ** 2;
  }, 0);
  return Math.sqrt(sum) / (1 - (2 * cut) / count);
}

function cutOf(count: number): number {
  return Math.trunc(0.25 * count);
}

function pooled(tasks: TaskScores): Float64Array {
  return Float64Array.from(tasks.flatMap((scores) => Array.from(scores))).sort();
}
