import { Observable, type Observer, type Subscriber } from 'rxjs';
import type { Task, TaskReport } from './executor.js';
import { type MakeTracker, Observers } from './observers.js';
import { TaskEnd } from './task-end.js';

/** A report of a task whose trackers see every event. Plain JSON. */
export type DetailedReport = TaskReport | EventReport;

/** An event of a run that has trackers. */
export interface EventReport {
  readonly kind: 'event';
  readonly event: Parameters<Observers['next']>[0];
}

/**
 * Shows the events of a task to its trackers, which are made here, and passes the other reports on: the record once the trackers
 * have completed. Where the task fails, or is stopped, they are called with why. What a tracker throws is the cause of a `TaskEnd`.
 *
 * @param make makes the trackers; it may be left out for a task that has none.
 * @param reasonOf why the run failed, where the task failed with this error.
 */
export function tracked(
  task: Task,
  make: MakeTracker | undefined,
  reports: Observable<DetailedReport>,
  reasonOf: (error: unknown) => unknown = (error) => error,
): Observable<TaskReport> {
  return new Observable((subscriber) => {
    const observers = observersOf(task, make);
    const source = reports.subscribe(new TrackedReports(observers, subscriber, reasonOf));
    return () => {
      source.unsubscribe();
      observers.error(new Error('The run was stopped.'));
    };
  });
}

function observersOf({ trackers = [], description }: Task, make: MakeTracker | undefined): Observers {
  try {
    return new Observers(trackers, description, make);
  } catch (error) {
    throw new TaskEnd('A tracker cannot observe the run.', { cause: error });
  }
}

class TrackedReports implements Observer<DetailedReport> {
  private completing = false;

  constructor(
    private readonly observers: Observers,
    private readonly subscriber: Subscriber<TaskReport>,
    private readonly reasonOf: (error: unknown) => unknown,
  ) {}

  next(report: DetailedReport): void {
    if (report.kind === 'event') this.attempt(() => this.observers.next(report.event));
    else if (report.kind === 'done') this.finish(report);
    else this.subscriber.next(report);
  }

  error(error: unknown): void {
    this.attempt(() => this.observers.error(this.reasonOf(error)));
    this.subscriber.error(error);
  }

  complete(): void {
    if (!this.completing) this.subscriber.complete();
  }

  private finish(report: TaskReport): void {
    if (!this.observers.some) {
      this.subscriber.next(report);
      return;
    }
    this.completing = true;
    this.observers.complete().then(
      () => {
        this.subscriber.next(report);
        this.subscriber.complete();
      },
      (error: unknown) => this.end(error),
    );
  }

  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.end(error);
    }
  }

  private end(cause: unknown): void {
    this.subscriber.error(new TaskEnd('A tracker throws.', { cause }));
  }
}
