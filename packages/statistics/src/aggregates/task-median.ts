import { mean } from '../mean.js';
import { quantile } from '../quantile.js';
import type { Aggregate } from './aggregate.js';

/** The median over tasks of the mean over runs: rliable's `aggregate_median` (Agarwal et al., NeurIPS 2021). */
export const taskMedian: Aggregate = {
  name: 'median',
  of: (tasks) => quantile(tasks.map(mean), 0.5),
};
