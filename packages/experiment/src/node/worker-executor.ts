import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { finalize, from, mergeMap, Observable } from 'rxjs';
import type { Executor, Task, TaskReport } from '../executors/executor.js';

/** What a worker is sent: a task, and where it reports to. */
export interface WorkerTask {
  readonly task: Task;
  readonly port: MessagePort;
}

export interface WorkerSettings {
  /** The module that does a `WorkerTask`: its default export calls `serveTask`. An app's, since it knows the plugins. */
  readonly filename: string;
  /** What the module finds as `workerData`. */
  readonly workerData: unknown;
  readonly workers: number;
}

/** Does tasks in threads of its own, as many at once as there are workers. */
export function workerExecutor({ filename, workerData, workers }: WorkerSettings): Executor {
  return {
    execute: (tasks) =>
      new Observable((subscriber) => {
        const pool = new Piscina({
          filename,
          workerData,
          minThreads: 1,
          maxThreads: workers,
          idleTimeout: 60_000,
        });
        return poolExecutor(pool)
          .execute(tasks)
          .pipe(finalize(() => void pool.destroy()))
          .subscribe(subscriber);
      }),
  };
}

/** Does tasks in the threads of a pool that outlives them: what ends it is for the caller to do. */
export function poolExecutor(pool: Piscina): Executor {
  const { maxThreads } = pool.options;
  return { execute: (tasks) => from(tasks).pipe(mergeMap((task) => inWorker(pool, task), maxThreads)) };
}

function inWorker(pool: Piscina, task: Task): Observable<TaskReport> {
  return new Observable((subscriber) => {
    const controller = new AbortController();
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (report: TaskReport) => subscriber.next(report));
    const sent: WorkerTask = { task, port: port2 };
    pool.run(sent, { transferList: [port2], signal: controller.signal }).then(
      (report: TaskReport) => {
        subscriber.next(report);
        subscriber.complete();
      },
      (error: unknown) => subscriber.error(error),
    );
    return () => {
      port1.close();
      controller.abort();
    };
  });
}
