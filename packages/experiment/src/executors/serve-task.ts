import type { Registry } from '@pomdp-gym/registry';
import { lastValueFrom, tap } from 'rxjs';
import { executeTask } from './execute-task.js';
import type { Clock, TaskReport } from './executor.js';
import { ProgressSigns } from './progress-watch.js';
import { settleLeftovers, timersSet } from './settle-leftovers.js';
import type { WorkerTask } from './worker-executor.js';

/** Does a task inside a worker: progress goes to its port, the last report is returned. */
export async function serveTask(
  { task, port, signs: shared }: WorkerTask,
  registry: Registry,
  clock: Clock,
): Promise<TaskReport> {
  const signs = new ProgressSigns(shared);
  const timers = timersSet();
  signs.give();
  try {
    const reports = executeTask(task, registry, clock, () => signs.give()).pipe(
      tap((report) => {
        if (report.kind === 'progress') port.postMessage(report);
      }),
    );
    const last = await lastValueFrom(reports);
    await settleLeftovers(timers);
    return last;
  } finally {
    port.close();
  }
}
