import type { RunEvent } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { Observable, type Subscriber, tap } from 'rxjs';
import { EventChain, type Hash } from './event-chain.js';
import type { Clock, Task, TaskReport } from './executor.js';
import { Observers } from './observers.js';
import { PlanMemory } from '../run/plan-memory.js';
import { CURVE_POINTS } from '../run/run-context.js';
import { runEvents } from '../run/run-events.js';
import { recordOf } from '../run/run-record.js';
import { runState, waiting } from '../run/run-state.js';

/** What a task is done with. */
export interface TaskServices {
  readonly registry: Registry;
  readonly clock: Clock;
  /** Chains the events of the run in its record. */
  readonly hash?: Hash;
  /** Called at every event of the run. */
  readonly onSign?: () => void;
  /** Keeps a plan for the next task. */
  readonly memory?: PlanMemory;
}

/**
 * Does one task here and now, and shows its trackers every event. Reports progress now and then, and its record in the end,
 * once its trackers have completed. A tracker that throws ends the task with what it throws.
 */
export function executeTask(task: Task, services: TaskServices): Observable<TaskReport> {
  const { registry, clock, onSign = () => undefined, memory = new PlanMemory() } = services;
  return new Observable((subscriber) => {
    const observers = new Observers(task.trackers ?? [], task.description, registry);
    const events = runEvents(task.description, registry, memory, clock)
      .pipe(tap(onSign))
      .subscribe(new TaskReporter(task, observers, services, subscriber));
    return () => {
      events.unsubscribe();
      observers.error(new Error('The run was stopped.'));
    };
  });
}

/** Turns the events of a run into the reports of its task. */
class TaskReporter {
  private readonly begun: number;
  private state = waiting;
  private reported = 0;
  private readonly chain: EventChain | undefined;

  constructor(
    private readonly task: Task,
    private readonly observers: Observers,
    private readonly services: TaskServices,
    private readonly subscriber: Subscriber<TaskReport>,
  ) {
    this.begun = services.clock();
    this.chain = services.hash && new EventChain(services.hash);
  }

  next(event: RunEvent): void {
    this.state = runState(this.state, event);
    this.chain?.add(event);
    if (!this.shown(event)) return;
    const { run, description } = this.task;
    if (event.kind !== 'progress' || event.steps - this.reported < description.budget / CURVE_POINTS) return;
    this.reported = event.steps;
    this.subscriber.next({ kind: 'progress', run, steps: event.steps });
  }

  error(error: unknown): void {
    this.observers.error(error);
    this.subscriber.error(error);
  }

  complete(): void {
    if (!this.observers.some) this.finish();
    else
      this.observers.complete().then(
        () => this.finish(),
        (error: unknown) => this.subscriber.error(error),
      );
  }

  /** Shows an event to the trackers; whether they took it. */
  private shown(event: RunEvent): boolean {
    try {
      this.observers.next(event);
      return true;
    } catch (error) {
      this.subscriber.error(error);
      return false;
    }
  }

  private finish(): void {
    const { run, description } = this.task;
    const seconds = this.services.clock() - this.begun;
    const record = recordOf(run, description, this.state, this.chain?.head);
    this.subscriber.next({ kind: 'done', record, seconds });
    this.subscriber.complete();
  }
}
