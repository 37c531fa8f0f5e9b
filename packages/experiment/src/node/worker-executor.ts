import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { firstLine } from '@pomdp-gym/registry';
import { Piscina } from 'piscina';
import { catchError, finalize, from, mergeMap, Observable, of } from 'rxjs';
import type { RunDescription } from '@pomdp-gym/contracts';
import type { Executor, Task, TaskReport } from '../executors/executor.js';
import { type Failure, failedRun } from '../executors/failed-run.js';
import { ProgressSigns, watchProgress } from './progress-watch.js';
import { pluginFrames } from '../run/plugin-frames.js';

/** What a worker is sent: a task, where it reports to, and where it counts signs of progress. */
export interface WorkerTask {
  readonly task: Task;
  readonly port: MessagePort;
  readonly signs: SharedArrayBuffer;
}

/** What a worker returns: the last report, or what ended the task where that is no failure of its run, such as a tracker that throws. */
export type WorkerResult = TaskReport | { readonly kind: 'ended'; readonly error: unknown };

export interface WorkerSettings {
  /** The module that does a `WorkerTask`: its default export calls `serveTask`. An app's, since it knows the plugins. */
  readonly filename: string;
  /** What the module finds as `workerData`. */
  readonly workerData: unknown;
  readonly workers: number;
  /** The most MB that the objects of one worker may take; as much as Node allows by default. */
  readonly megabytes?: number;
  /** Names what a run is made of, for the sentence on a run that ends its worker. */
  readonly partsOf?: (run: RunDescription) => string;
}

/**
 * Does tasks in threads of its own, as many at once as there are workers. A run that ends its worker, or gives no sign of progress
 * for as long as the study's patience, has failed; the others go on.
 */
export function workerExecutor({ workers, partsOf, ...settings }: WorkerSettings): Executor {
  return {
    execute: (tasks) =>
      new Observable((subscriber) => {
        const pool = poolOf(settings, workers);
        return poolExecutor(pool, partsOf)
          .execute(tasks)
          .pipe(finalize(() => void pool.destroy()))
          .subscribe(subscriber);
      }),
  };
}

/** A pool of so many threads. */
export function poolOf(settings: Omit<WorkerSettings, 'workers' | 'partsOf'>, workers: number): Piscina {
  const { filename, workerData, megabytes } = settings;
  const resourceLimits = megabytes !== undefined && { maxOldGenerationSizeMb: megabytes };
  return new Piscina({
    filename,
    workerData,
    minThreads: workers,
    maxThreads: workers,
    idleTimeout: 60_000,
    ...(resourceLimits && { resourceLimits }),
  });
}

/** Does tasks in the threads of a pool that outlives them: what ends it is for the caller to do. */
export function poolExecutor(pool: Piscina, partsOf: WorkerSettings['partsOf'] = () => ''): Executor {
  // An idle worker that ends takes no run with it.
  if (pool.listenerCount('error') === 0) pool.on('error', () => undefined);
  return {
    execute: (tasks) =>
      from(tasks).pipe(mergeMap((task) => isolated(pool, task, partsOf), pool.options.maxThreads)),
  };
}

/**
 * Does a task in the pool. One whose worker ends is tried once more in a worker of its own, so that what an earlier run left
 * in the worker is not held against it; then it has failed.
 */
function isolated(
  pool: Piscina,
  task: Task,
  partsOf: (run: RunDescription) => string,
): Observable<TaskReport> {
  const failed = (error: unknown): TaskReport => ({
    kind: 'done',
    record: failedRun(task, workerFailure(error, task.description, partsOf)),
    seconds: 0,
  });
  return inWorker(pool, task).pipe(
    catchError((error: unknown) => {
      if (error instanceof Silence || error instanceof TaskEnd) throw error;
      return inOwnWorker(pool, task);
    }),
    catchError((error: unknown) => {
      if (error instanceof TaskEnd) throw error.cause;
      return of(failed(error));
    }),
  );
}

function inOwnWorker(pool: Piscina, task: Task): Observable<TaskReport> {
  const { filename, workerData, resourceLimits } = pool.options;
  return new Observable((subscriber) => {
    const own = new Piscina({ filename, workerData, resourceLimits, minThreads: 1, maxThreads: 1 });
    own.on('error', () => undefined);
    return inWorker(own, task)
      .pipe(finalize(() => void own.destroy()))
      .subscribe(subscriber);
  });
}

/** No sign of progress came for as long as the patience of the study. */
class Silence extends Error {}

/** What ended a task is no failure of its run: its cause ends the whole. */
class TaskEnd extends Error {}

/** Why a run failed whose worker ended, or fell silent. */
export function workerFailure(
  error: unknown,
  description: RunDescription,
  partsOf: WorkerSettings['partsOf'] = () => '',
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
  settings: Omit<WorkerSettings, 'workers' | 'partsOf'>,
  task: { readonly port: MessagePort },
  signs: ProgressSigns,
  patience: number,
  onEnd: (error: unknown) => void,
): () => void {
  const pool = poolOf(settings, 1);
  pool.on('error', onEnd);
  const unwatch = watchProgress(signs, patience, () => onEnd(new Silence()));
  pool.run(task, { name: 'events', transferList: [task.port] }).catch(onEnd);
  return () => {
    unwatch();
    void pool.destroy();
  };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return 'it exhausted the memory of its worker';
  const [, exit] = /^worker exited with code: (\d+)$/.exec(error instanceof Error ? error.message : '') ?? [];
  if (exit !== undefined) return `it ended its worker: process.exit(${exit}) was called`;
  return firstLine(error);
}

function inWorker(pool: Piscina, task: Task): Observable<TaskReport> {
  return new Observable((subscriber) => {
    const controller = new AbortController();
    const { port1, port2 } = new MessageChannel();
    const signs = new ProgressSigns();
    port1.on('message', (report: TaskReport) => subscriber.next(report));
    const unwatch = watchProgress(signs, task.description.patience, () => {
      subscriber.error(new Silence());
    });
    const sent: WorkerTask = { task, port: port2, signs: signs.shared };
    pool.run(sent, { transferList: [port2], signal: controller.signal }).then(
      (result: WorkerResult) => {
        if (result.kind === 'ended') {
          subscriber.error(new TaskEnd('The task ended.', { cause: result.error }));
          return;
        }
        subscriber.next(result);
        subscriber.complete();
      },
      (error: unknown) => subscriber.error(error),
    );
    return () => {
      unwatch();
      port1.close();
      controller.abort();
    };
  });
}
