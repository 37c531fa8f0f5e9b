import type { Registry } from '@pomdp-gym/registry';
import { catchError, concatMap, from } from 'rxjs';
import type { MakeTracker } from './observers.js';
import { executeTask } from './execute-task.js';
import { throwCause } from './task-end.js';
import { tracked } from './tracked.js';
import { PlanMemory } from '../run/plan-memory.js';
import type { Clock, Executor } from './executor.js';

/** Does tasks one after another, in this thread. */
export function inProcessExecutor(registry: Registry, clock: Clock): Executor {
  const make: MakeTracker = (tracker) => registry.create('tracker', tracker, clock);
  return {
    execute(tasks) {
      const memory = new PlanMemory();
      return from(tasks).pipe(
        concatMap((task) => tracked(task, make, executeTask(task, registry, clock, undefined, memory))),
        catchError(throwCause),
      );
    },
  };
}
