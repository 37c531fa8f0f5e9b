import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { firstLine } from '@pomdp-gym/registry';
import { catchError, concat, defer, EMPTY, from, mergeMap, Observable, of, tap, throwError } from 'rxjs';
import type { RunDescription } from '@pomdp-gym/contracts';
import type { Executor, Task, TaskReport } from '../executors/executor.js';
import { type Failure, failedRun } from '../executors/failed-run.js';
import type { MakeTracker } from '../executors/observers.js';
import { TaskEnd, throwCause } from '../executors/task-end.js';
import { type DetailedReport, tracked } from '../executors/tracked.js';
import { passOn } from './pass-on.js';
import { groupsOf } from './task-groups.js';
import type { PathMeans } from './path-threads.js';
import { ProgressSigns, watchProgress } from './progress-watch.js';
import { pluginFrames } from '../run/plugin-frames.js';
import { ThreadPool, type ThreadSettings } from './thread-pool.js';

/** What a worker is sent: tasks, where it reports to, and where it counts signs of progress. */
export interface WorkerTasks {
  /** It does them one after another. */
  readonly tasks: readonly Task[];
  readonly port: MessagePort;
  readonly signs: SharedArrayBuffer;
  /** Where the paths of its gradients find threads. */
  readonly paths?: PathMeans;
}

/** What a worker returns: that all tasks are done, or what ended one where that is no failure of its run. */
export type WorkerResult =
  { readonly kind: 'all done' } | { readonly kind: 'ended'; readonly error: unknown };

export interface WorkerSettings extends ThreadSettings {
  readonly workers: number;
  /** Names what a run is made of, for the sentence on a run that ends its worker. */
  readonly partsOf?: (run: RunDescription) => string;
  /** What the plan of a run depends on, where runs of the same key have the same plan: they share a thread, which plans once. */
  readonly planKey?: (run: RunDescription) => string | undefined;
  /** Threads that the paths of one run share, where its gradients are the mean of several: 1 by default. */
  readonly pathThreads?: number;
  /** Makes the trackers of tasks, in the thread of the executor: they outlive a worker that ends. */
  readonly makeTracker?: MakeTracker;
  /** Called before each task, which begins once the promise resolves: tasks that have begun go on. */
  readonly gate?: (() => Promise<void>) | undefined;
}

/** What an executor must know of runs. */
type Known = Pick<WorkerSettings, 'partsOf' | 'planKey' | 'makeTracker' | 'pathThreads' | 'gate'>;

/**
 * Does tasks in threads of its own, as many at once as there are workers. A run that ends its worker, or gives no sign of progress
 * for as long as the study's patience, has failed; the others go on.
 */
export function workerExecutor({
  workers,
  partsOf,
  planKey,
  makeTracker,
  pathThreads,
  gate,
  ...settings
}: WorkerSettings): Executor {
  return {
    execute: (tasks) =>
      new Observable((subscriber) => {
        const pool = new ThreadPool(settings, workers);
        const known = {
          ...(partsOf && { partsOf }),
          ...(planKey && { planKey }),
          ...(makeTracker && { makeTracker }),
          ...(pathThreads !== undefined && { pathThreads }),
          gate,
        };
        const reports = poolExecutor(pool, known).execute(tasks).subscribe(subscriber);
        return () => {
          void pool.end();
          reports.unsubscribe();
        };
      }),
  };
}

/** Does tasks in the threads of a pool that outlives them: what ends it is for the caller to do. */
export function poolExecutor(pool: ThreadPool, known: Known = {}): Executor {
  return {
    execute: (tasks) =>
      from(groupsOf(tasks, pool, known)).pipe(
        mergeMap(
          ({ kind, tasks: group }) =>
            kind === 'plan' ? inOneThread(pool, group, known) : gated(pool, group, known),
          pool.threads,
        ),
        catchError(throwCause),
      ),
  };
}

/** Does tasks one after another in a thread of their own, which keeps what it has planned. */
function inOneThread(pool: ThreadPool, tasks: readonly Task[], known: Known): Observable<TaskReport> {
  return inAnotherPool(pool, (own) => concat(...tasks.map((task) => gated(own, [task], known))));
}

/** Reports from a pool of one thread, which ends with them. */
function inAnotherPool(
  pool: ThreadPool,
  work: (own: ThreadPool) => Observable<TaskReport>,
): Observable<TaskReport> {
  return new Observable((subscriber) => {
    const own = pool.another(1);
    const reports = work(own).subscribe(subscriber);
    return () => {
      void own.end();
      reports.unsubscribe();
    };
  });
}

/** Does tasks once the gate opens. */
function gated(pool: ThreadPool, tasks: readonly Task[], known: Known): Observable<TaskReport> {
  const { gate } = known;
  if (!gate) return isolated(pool, tasks, known);
  return defer(gate).pipe(mergeMap(() => isolated(pool, tasks, known)));
}

/**
 * Does tasks one after another in a thread of the pool: one task, or several without trackers. The one whose worker ends is tried once more in
 * a worker of its own, so that what an earlier run left in the worker is not held against it; then it has failed. Those after it go on one by
 * one.
 */
function isolated(pool: ThreadPool, tasks: readonly Task[], known: Known): Observable<TaskReport> {
  let done = 0;
  return attempt(pool, tasks, known).pipe(
    tap(({ kind }) => {
      if (kind === 'done') done++;
    }),
    catchError((error: unknown) => {
      if (error instanceof TaskEnd) throw error;
      const [ended, ...left] = tasks.slice(done);
      if (!ended) return EMPTY;
      return concat(
        afterEnd(pool, ended, error, known),
        ...left.map((task) => isolated(pool, [task], known)),
      );
    }),
  );
}

/** Does a task again whose worker ended, in a worker of its own; one that fell silent has failed at once. */
function afterEnd(pool: ThreadPool, task: Task, error: unknown, known: Known): Observable<TaskReport> {
  const again =
    error instanceof Silence
      ? throwError(() => error)
      : inAnotherPool(pool, (own) => attempt(own, [task], known));
  return again.pipe(
    catchError((last: unknown): Observable<TaskReport> => {
      if (last instanceof TaskEnd) throw last;
      const failure = workerFailure(last, task.description, known.partsOf);
      return of({ kind: 'done', record: failedRun(task, failure), seconds: 0 });
    }),
  );
}

/** Does tasks in a thread of the pool, with trackers of their own; fails where the thread ends. */
function attempt(
  pool: ThreadPool,
  tasks: readonly Task[],
  { partsOf, makeTracker, pathThreads = 1 }: Known,
): Observable<TaskReport> {
  const [first] = tasks;
  if (!first) return EMPTY;
  const failureOf = (error: unknown) => workerFailure(error, first.description, partsOf);
  return tracked(first, makeTracker, inWorker(pool, tasks, pathThreads), (error) =>
    reasonFor(error, failureOf),
  );
}

/** What trackers are called with where a task ends with this error. */
function reasonFor(error: unknown, failureOf: (error: unknown) => Failure): unknown {
  return error instanceof TaskEnd ? error.cause : new Error(failureOf(error).error, { cause: error });
}

/** No sign of progress came for as long as the patience of the study. */
class Silence extends Error {}

/** Why a run failed whose worker ended, or fell silent. */
export function workerFailure(
  error: unknown,
  description: RunDescription,
  partsOf: Known['partsOf'] = () => '',
): Failure {
  if (error instanceof Silence) {
    const { patience } = description;
    return { error: `timed out: it gave no sign of progress for ${patience} seconds`, timedOut: true };
  }
  const stack = pluginFrames(error);
  const parts = partsOf(description);
  return { error: `${reasonOf(error)}${parts && ` (${parts})`}`, ...(stack && { stack }) };
}

/**
 * Sends a task to the export `events` of a worker of its own, and calls `onEnd` where the worker ends or falls silent.
 *
 * @returns ends the worker.
 */
export function inWatchedWorker(
  settings: ThreadSettings,
  task: { readonly port: MessagePort },
  signs: ProgressSigns,
  patience: number,
  onEnd: (error: unknown) => void,
): () => void {
  const pool = new ThreadPool(settings, 1);
  pool.onFault(onEnd);
  const unwatch = watchProgress(signs, patience, () => onEnd(new Silence()));
  pool.run(task, { name: 'events', transferList: [task.port] }).catch(onEnd);
  return () => {
    unwatch();
    void pool.end();
  };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return 'it exhausted the memory of its worker';
  const [, exit] = /^worker exited with code: (\d+)$/.exec(error instanceof Error ? error.message : '') ?? [];
  if (exit !== undefined) return `it ended its worker: process.exit(${exit}) was called`;
  return firstLine(error);
}

function inWorker(pool: ThreadPool, tasks: readonly Task[], threads: number): Observable<DetailedReport> {
  return new Observable((subscriber) => {
    const controller = new AbortController();
    const { port1, port2 } = new MessageChannel();
    const watch = new TasksWatch(tasks, () => {
      const { done } = watch;
      passOn(port1, take);
      // Where the last report of the silent task waited in the port, the next task has its whole patience before it.
      if (watch.done === done) fail(new Silence());
    });
    const take = (report: DetailedReport) => {
      watch.take(report);
      subscriber.next(report);
    };
    port1.on('message', take);
    const fail = (error: unknown) => {
      passOn(port1, take);
      subscriber.error(error);
    };
    const paths = { ...pool.settings, threads };
    const sent: WorkerTasks = { tasks, port: port2, signs: watch.signs.shared, paths };
    pool.run(sent, { transferList: [port2], signal: controller.signal }).then((returned) => {
      const result = returned as WorkerResult;
      if (result.kind === 'ended') return fail(new TaskEnd('The task ended.', { cause: result.error }));
      passOn(port1, take);
      subscriber.complete();
    }, fail);
    return () => {
      watch.end();
      port1.close();
      controller.abort();
    };
  });
}

/** Watches tasks that a worker does one after another, each with the patience of its study. */
class TasksWatch {
  readonly signs = new ProgressSigns();
  /** How many tasks have ended. */
  done = 0;
  private unwatch: () => void;

  constructor(
    private readonly tasks: readonly Task[],
    private readonly onSilence: () => void,
  ) {
    this.unwatch = this.watch();
  }

  /** Goes on to the next task where a report is the last of one. */
  take({ kind }: DetailedReport): void {
    if (kind !== 'done') return;
    this.done++;
    this.unwatch();
    this.unwatch = this.watch();
  }

  end(): void {
    this.unwatch();
  }

  private watch(): () => void {
    const task = this.tasks[this.done];
    return task ? watchProgress(this.signs, task.description.patience, this.onSilence) : () => undefined;
  }
}
