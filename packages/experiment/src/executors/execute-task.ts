import type { RunEvent } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { Observable, type Subscriber, tap } from 'rxjs';
import { EventChain, type Hash } from './event-chain.js';
import type { Clock, Task } from './executor.js';
import type { DetailedReport } from './tracked.js';
import { PlanMemory } from '../run/plan-memory.js';
import { CURVE_POINTS, type RunPaths } from '../run/run-context.js';
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
  /** Runs the paths of gradients that are the mean of several. */
  readonly paths?: RunPaths | undefined;
}

/**
 * Does one task here and now. Reports progress now and then, every event where the task has trackers, and its record in the end.
 */
export function executeTask(task: Task, services: TaskServices): Observable<DetailedReport> {
  const { registry, clock, onSign = () => undefined, memory = new PlanMemory(), paths } = services;
  return new Observable((subscriber) => {
    const events = runEvents(task.description, registry, memory, {
      clock,
      paths,
      episodes: (task.trackers ?? []).length > 0,
      onStage: (stage) => subscriber.next({ kind: 'stage', run: task.run, stage }),
    }).pipe(tap(onSign));
    return events.subscribe(new TaskReporter(task, services, subscriber));
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
    private readonly services: TaskServices,
    private readonly subscriber: Subscriber<DetailedReport>,
  ) {
    this.begun = services.clock();
    this.chain = services.hash && new EventChain(services.hash);
  }

  next(event: RunEvent): void {
    this.state = runState(this.state, event);
    this.chain?.add(event);
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
    const seconds = this.services.clock() - this.begun;
    const record = recordOf(run, description, this.state, this.chain?.head);
    this.subscriber.next({ kind: 'done', record, seconds });
    this.subscriber.complete();
  }
}
