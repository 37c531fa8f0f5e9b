import type { Registry } from '@pomdp-gym/registry';
import { Observable } from 'rxjs';
import type { Clock, Task, TaskReport } from './executor.js';
import { CURVE_POINTS } from '../run/run-context.js';
import { runEvents } from '../run/run-events.js';
import { recordOf } from '../run/run-record.js';
import { runState, waiting } from '../run/run-state.js';

/**
 * Does one task here and now. Reports progress now and then, and its record in the end.
 *
 * @param onSign called at every event of the run.
 */
export function executeTask(
  { run, description }: Task,
  registry: Registry,
  clock: Clock,
  onSign: () => void = () => undefined,
): Observable<TaskReport> {
  return new Observable((subscriber) => {
    const begun = clock();
    const apart = description.budget / CURVE_POINTS;
    let state = waiting;
    let reported = 0;
    return runEvents(description, registry).subscribe({
      next: (event) => {
        onSign();
        state = runState(state, event);
        if (event.kind !== 'progress' || event.steps - reported < apart) return;
        reported = event.steps;
        subscriber.next({ kind: 'progress', run, steps: event.steps });
      },
      error: (error) => subscriber.error(error),
      complete: () => {
        subscriber.next({
          kind: 'done',
          record: recordOf(run, description, state),
          seconds: clock() - begun,
        });
        subscriber.complete();
      },
    });
  });
}
