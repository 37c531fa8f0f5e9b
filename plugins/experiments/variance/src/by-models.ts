import { randomStream } from '@pomdp-gym/numerics';
import { bootstrapInterval, type Interval } from '@pomdp-gym/statistics';
import type { VarianceRow } from './data.js';

const RESAMPLES = 2000;

/** A statistic of rows with its 95 % bootstrap interval: whole models are drawn, for the policies on one model are alike. */
export function byModels(
  rows: readonly VarianceRow[],
  statistic: (rows: readonly VarianceRow[]) => number,
): Interval {
  const models = [...new Set(rows.map(({ model }) => model))];
  const groups = models.map((name) => rows.filter(({ model }) => model === name));
  const random = randomStream(25, 'variance', 'bootstrap');
  const drawn = (indices: Float64Array) => statistic(Array.from(indices).flatMap((index) => groups[index]!));
  return bootstrapInterval(
    models.map((_, i) => i),
    drawn,
    random,
    { resamples: RESAMPLES },
  );
}
