import type { Clock } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import type { Piscina } from 'piscina';
import { from, mergeMap, type Observable } from 'rxjs';
import { replications } from './replications.js';

/** A replicate to be made. Plain JSON. */
export interface ReplicateTask {
  /** The id of a replication. */
  readonly replication: string;
  readonly settings: unknown;
  readonly replicate: number;
}

/** What came of it, and the seconds of wall time it took. Plain JSON. */
export interface MadeReplicate {
  readonly replicate: number;
  readonly found: unknown;
  readonly seconds: number;
}

/** Makes replicates, in whatever order and however many at once: what they find does not depend on it. */
export interface ReplicateMaker {
  /** Cold; unsubscribe to stop, which loses what is in flight. */
  make(tasks: readonly ReplicateTask[]): Observable<MadeReplicate>;
}

/** Makes one here and now. */
export async function makeReplicate(
  { replication, settings, replicate }: ReplicateTask,
  registry: Registry,
  clock: Clock,
): Promise<MadeReplicate> {
  const begun = clock();
  const known = replications.find(({ id }) => id === replication);
  if (!known) throw new Error(`There is no replication ${replication}.`);
  const found = await known.make(settings, replicate, registry);
  return { replicate, found, seconds: clock() - begun };
}

/** Makes them in the threads of a pool whose module exports `replicate`, as many at once as there are. */
export function poolMaker(pool: Piscina): ReplicateMaker {
  const { maxThreads } = pool.options;
  const inThread = (task: ReplicateTask): Promise<MadeReplicate> => pool.run(task, { name: 'replicate' });
  return { make: (tasks) => from(tasks).pipe(mergeMap(inThread, maxThreads)) };
}
