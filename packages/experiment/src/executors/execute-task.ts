import type { RunEvent } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { Observable, type Subscriber, tap } from 'rxjs';
import type { Clock, Task } from './executor.js';
import type { DetailedReport } from './tracked.js';
import { PlanMemory } from '../run/plan-memory.js';
import { CURVE_POINTS } from '../run/run-context.js';
import { runEvents } from '../run/run-events.js';
import { recordOf } from '../run/run-record.js';
import { runState, waiting } from '../run/run-state.js';

/**
 * Does one task here and now. Reports progress now and then, every event where the task has trackers, and its record in the end.
 *
 * @param onSign called at every event of the run.
 * @param memory keeps a plan for the next task.
 */
export function executeTask(
  task: Task,
  registry: Registry,
  clock: Clock,
  onSign: () => void = () => undefined,
  memory = new PlanMemory(),
): Observable<DetailedReport> {
  return new Observable((subscriber) => {
    const events = runEvents(task.description, registry, memory, {
      episodes: (task.trackers ?? []).length > 0,
      onStage: (stage) => subscriber.next({ kind: 'stage', run: task.run, stage }),
    }).pipe(tap(onSign));
    return events.subscribe(new TaskReporter(task, clock, subscriber));
  });
}

/** Turns the events of a run into the reports of its task. */
class TaskReporter {
  private readonly begun: number;
  private state = waiting;
  private reported = 0;

  constructor(
    private readonly task: Task,
    private readonly clock: Clock,
    private readonly subscriber: Subscriber<DetailedReport>,
  ) {
    this.begun = clock();
  }

  next(event: RunEvent): void {
    this.state = runState(this.state, event);
    const { run, description, trackers = [] } = this.task;
    if (trackers.length > 0) this.subscriber.next({ kind: 'event', event });
    if (event.kind !== 'progress' || event.steps - this.reported < description.budget / CURVE_POINTS) return;
    this.reported = event.steps;
    this.subscriber.next({ kind: 'progress', run, steps: event.steps });
  }

  error(error: unknown): void {
    this.subscriber.error(error);
  }

  complete(): void {
    const { run, description } = this.task;
    const seconds = this.clock() - this.begun;
    this.subscriber.next({ kind: 'done', record: recordOf(run, description, this.state), seconds });
    this.subscriber.complete();
  }
}
