import type { Registry } from '@pomdp-gym/registry';
import { lastValueFrom, tap } from 'rxjs';
import { executeTask } from '../executors/execute-task.js';
import type { Clock } from '../executors/executor.js';
import { PlanMemory } from '../run/plan-memory.js';
import { chainHash } from './chain-hash.js';
import { pathThreads } from './path-threads.js';
import { ProgressSigns } from './progress-watch.js';
import { settleLeftovers, timersSet } from './settle-leftovers.js';
import type { WorkerResult, WorkerTask } from './worker-executor.js';

/** Does a task inside a worker: its reports go to the port; the last one is returned, or what the task ended with. */
export async function serveTask(
  { task, port, signs: shared, paths }: WorkerTask,
  registry: Registry,
  clock: Clock,
): Promise<WorkerResult> {
  const signs = new ProgressSigns(shared);
  const threads = pathThreads(task.description, paths, signs);
  const timers = timersSet();
  signs.give();
  try {
    const reports = executeTask(task, {
      ...{ registry, clock, hash: chainHash, memory: memoryOf(registry) },
      onSign: () => signs.give(),
      paths: threads?.run,
    }).pipe(
      tap((report) => {
        if (report.kind !== 'done') port.postMessage(report);
      }),
    );
    const last = await lastValueFrom(reports);
    await settleLeftovers(timers);
    return last;
  } catch (error) {
    return { kind: 'ended', error };
  } finally {
    await threads?.end();
    port.close();
  }
}

/** A thread has one registry, and does the runs of one study. */
const memories = new WeakMap<Registry, PlanMemory>();

function memoryOf(registry: Registry): PlanMemory {
  const memory = memories.get(registry) ?? new PlanMemory();
  memories.set(registry, memory);
  return memory;
}
