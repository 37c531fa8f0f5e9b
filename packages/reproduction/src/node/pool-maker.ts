import type { Piscina } from 'piscina';
import { from, mergeMap } from 'rxjs';
import type { MadeReplicate, ReplicateMaker, ReplicateTask } from '../replicate-maker.js';

/** Makes replicates in the threads of a pool whose module passes them to `makeReplicate`, as many at once as there are threads. */
export function poolMaker(pool: Piscina): ReplicateMaker {
  const { maxThreads } = pool.options;
  const inThread = (task: ReplicateTask): Promise<MadeReplicate> => pool.run(task);
  return { make: (tasks) => from(tasks).pipe(mergeMap(inThread, maxThreads)) };
}
