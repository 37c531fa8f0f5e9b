import type { Registry } from '@pomdp-gym/registry';
import { catchError, concatMap, from } from 'rxjs';
import type { MakeTracker } from './observers.js';
import { executeTask } from './execute-task.js';
import { throwCause } from './task-end.js';
import { tracked } from './tracked.js';
import { PlanMemory } from '../run/plan-memory.js';
import type { Hash } from './event-chain.js';
import type { Clock, Executor } from './executor.js';

/**
 * Does tasks one after another, in this thread.
 *
 * @param hash chains the events of each run in its record, as worker threads do with `chainHash`.
 * @param make makes the trackers; by default with the clock that runs have.
 */
export function inProcessExecutor(
  registry: Registry,
  clock: Clock,
  hash?: Hash,
  make: MakeTracker = (tracker) => registry.create('tracker', tracker, clock),
): Executor {
  return {
    execute(tasks) {
      const memory = new PlanMemory();
      const services = { registry, clock, memory, ...(hash && { hash }) };
      return from(tasks).pipe(
        concatMap((task) => tracked(task, make, executeTask(task, services))),
        catchError(throwCause),
      );
    },
  };
}
