import type { ThreadPool } from '@pomdp-gym/experiment/node';
import { from, mergeMap } from 'rxjs';
import type { MadeReplicate, ReplicateMaker, ReplicateTask } from '../replicate-maker.js';

/** Makes replicates in the threads of a pool whose module passes them to `makeReplicate`, as many at once as there are threads. */
export function poolMaker(pool: ThreadPool): ReplicateMaker {
  const inThread = async (task: ReplicateTask) => (await pool.run(task)) as MadeReplicate;
  return { make: (tasks) => from(tasks).pipe(mergeMap(inThread, pool.threads)) };
}
