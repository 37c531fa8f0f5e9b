import type { Registry } from '@pomdp-gym/registry';
import { lastValueFrom, tap } from 'rxjs';
import { executeTask } from '../executors/execute-task.js';
import type { Clock, TaskReport } from '../executors/executor.js';
import type { WorkerTask } from './worker-executor.js';

/** Does a task inside a worker: progress goes to its port, the last report is the answer. */
export async function serveTask(
  { task, port }: WorkerTask,
  registry: Registry,
  clock: Clock,
): Promise<TaskReport> {
  try {
    return await lastValueFrom(
      executeTask(task, registry, clock).pipe(
        tap((report) => {
          if (report.kind === 'progress') port.postMessage(report);
        }),
      ),
    );
  } finally {
    port.close();
  }
}
