import type { RunEvent } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { catchError, Observable, type Subscriber, tap } from 'rxjs';
import { EventChain, type Hash } from './event-chain.js';
import type { Clock, Task } from './executor.js';
import type { DetailedReport } from './tracked.js';
import { PlanMemory } from '../run/plan-memory.js';
import { CURVE_POINTS, type RunPaths } from '../run/run-context.js';
import { runEvents } from '../run/run-events.js';
import { recordOf } from '../run/run-record.js';
import { type RunState, runState, waiting } from '../run/run-state.js';
import { type AscentCheckpoints, CheckpointRefused, type SavedAscent } from '../run/saved-ascent.js';
import { type RunCheckpoint, runCheckpoint } from './run-checkpoint.js';
import { writeJson } from '../saved/json-text.js';

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

/** Seconds between two checkpoints of a run, or more where they are large. */
const CHECKPOINT_EVERY = 5;

/** Characters a second that the checkpoints of a run may take: those of large policies come less often. */
const CHECKPOINT_RATE = 100_000;

/**
 * Does one task here and now. Reports progress and checkpoints now and then, every event where the task has trackers, and its record in
 * the end. A task with trackers, or with a limit of seconds, has no checkpoints; one whose checkpoint is refused begins anew.
 */
export function executeTask(task: Task, services: TaskServices): Observable<DetailedReport> {
  const fresh = { ...task, checkpoint: undefined };
  if (!task.checkpoint || !isResumable(task)) return attempt(fresh, services);
  return attempt(task, services).pipe(
    catchError((error: unknown) => {
      if (error instanceof CheckpointRefused) return attempt(fresh, services);
      throw error;
    }),
  );
}

function isResumable({ trackers = [], description }: Task): boolean {
  return trackers.length === 0 && description.limits?.seconds === undefined;
}

function attempt(task: Task, services: TaskServices): Observable<DetailedReport> {
  const { registry, clock, onSign = () => undefined, memory = new PlanMemory(), paths } = services;
  return new Observable((subscriber) => {
    const reporter = new TaskReporter(task, services, subscriber);
    const events = runEvents(task.description, registry, memory, {
      clock,
      paths,
      checkpoints: reporter.checkpoints,
      episodes: (task.trackers ?? []).length > 0,
      onStage: (stage) => subscriber.next({ kind: 'stage', run: task.run, stage }),
    }).pipe(tap(onSign));
    return events.subscribe(reporter);
  });
}

/** Turns the events of a run into the reports of its task. */
class TaskReporter {
  private readonly begun: number;
  /** When the next checkpoint is due. */
  private due: number;
  private state: RunState;
  private reported: number;
  private readonly chain: EventChain | undefined;

  constructor(
    private readonly task: Task,
    private readonly services: TaskServices,
    private readonly subscriber: Subscriber<DetailedReport>,
  ) {
    const { checkpoint } = task;
    const now = services.clock();
    this.due = now + CHECKPOINT_EVERY;
    this.begun = now - (checkpoint?.seconds ?? 0);
    this.state = checkpoint ? { ...waiting, ...checkpoint.state, status: 'running' } : waiting;
    this.reported = this.state.steps;
    this.chain = services.hash && new EventChain(services.hash, checkpoint?.events ?? undefined);
  }

  /** Where the ascent goes on, and what reports where it stands; undefined for a run that has to be done in one go. */
  get checkpoints(): AscentCheckpoints | undefined {
    if (!isResumable(this.task)) return undefined;
    return { from: this.task.checkpoint?.ascent, at: (save) => this.offer(save) };
  }

  private offer(save: () => SavedAscent | undefined): void {
    const now = this.services.clock();
    if (now < this.due) return;
    const checkpoint = this.checkpointAt(now, save());
    const size = checkpoint ? writeJson(checkpoint).length : 0;
    this.due = now + Math.max(CHECKPOINT_EVERY, size / CHECKPOINT_RATE);
    if (checkpoint) this.subscriber.next({ kind: 'checkpoint', run: this.task.run, checkpoint });
  }

  /** Undefined where a part cannot be saved, or a number is not finite, which survives no file. */
  private checkpointAt(now: number, ascent: SavedAscent | undefined): RunCheckpoint | undefined {
    const { optimum, choices, iterates, probes, start, theta, curve, steps } = this.state;
    return runCheckpoint.safeParse({
      ascent,
      state: { optimum, choices, iterates, probes, start, theta, curve, steps },
      events: this.chain?.head ?? null,
      seconds: now - this.begun,
    }).data;
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
