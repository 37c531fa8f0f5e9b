import type { Replicates } from '../replicates.js';
import type { Aggregate } from './aggregate.js';

/** An aggregate of the runs of an agent, one `Replicates` a task. */
export function aggregateScores(tasks: readonly Replicates[], aggregate: Aggregate): number {
  return aggregate.of(tasks.map(({ scores }) => scores));
}
