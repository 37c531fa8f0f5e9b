import type { MessagePort } from 'node:worker_threads';
import type { Registry } from '@pomdp-gym/registry';
import { lastValueFrom, tap } from 'rxjs';
import { executeTask } from '../executors/execute-task.js';
import type { Clock, Task } from '../executors/executor.js';
import type { DetailedReport } from '../executors/tracked.js';
import { PlanMemory } from '../run/plan-memory.js';
import { chainHash } from './chain-hash.js';
import { pathThreads } from './path-threads.js';
import { ProgressSigns } from './progress-watch.js';
import { settleLeftovers, timersSet } from './settle-leftovers.js';
import type { WorkerResult, WorkerTasks } from './worker-executor.js';

/** Seconds between two reports of progress: each costs both threads time. */
const APART = 0.1;

/** Does tasks inside a worker, one after another. All reports go to the port; what a task ended with, if it ended all, is returned. */
export async function serveTasks(sent: WorkerTasks, registry: Registry, clock: Clock): Promise<WorkerResult> {
  const signs = new ProgressSigns(sent.signs);
  try {
    for (const task of sent.tasks) await serveTask(task, sent, { registry, clock, signs });
    return { kind: 'all done' };
  } catch (error) {
    return { kind: 'ended', error };
  } finally {
    sent.port.close();
  }
}

interface ThreadServices {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly signs: ProgressSigns;
}

/** Does a task, and posts that it is done once nothing of its run is left in this thread. */
async function serveTask(
  task: Task,
  { port, paths }: Pick<WorkerTasks, 'port' | 'paths'>,
  { registry, clock, signs }: ThreadServices,
): Promise<void> {
  const threads = pathThreads(task.description, paths, signs);
  const timers = timersSet();
  signs.give();
  try {
    const reports = executeTask(task, {
      ...{ registry, clock, hash: chainHash, memory: memoryOf(registry) },
      onSign: () => signs.give(),
      paths: threads?.run,
    });
    const last = await lastValueFrom(reports.pipe(tap(reportsTo(port, clock))));
    await settleLeftovers(timers);
    port.postMessage(last);
  } finally {
    await threads?.end();
  }
}

/** Posts the reports of a task but the last; those of progress no more often than a person reads them. */
function reportsTo(port: MessagePort, clock: Clock): (report: DetailedReport) => void {
  let posted = clock();
  return (report) => {
    if (report.kind === 'done') return;
    if (report.kind === 'progress') {
      if (clock() - posted < APART) return;
      posted = clock();
    }
    port.postMessage(report);
  };
}

/** A thread has one registry, and does the runs of one study. */
const memories = new WeakMap<Registry, PlanMemory>();

function memoryOf(registry: Registry): PlanMemory {
  const memory = memories.get(registry) ?? new PlanMemory();
  memories.set(registry, memory);
  return memory;
}
