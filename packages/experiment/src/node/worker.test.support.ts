import { parentPort, threadId, workerData } from 'node:worker_threads';
import type { RunDescription } from '@pomdp-gym/contracts';
import { rehearse } from '../run/rehearse.js';
import { coinRegistry, plans } from '../run/coin.test.support.js';
import { type PathReturn, type PathTask, servePath } from './path-threads.js';
import { serveTasks } from './serve-tasks.js';
import { threadLoaded } from './thread-pool.js';
import type { WorkerResult, WorkerTasks } from './worker-executor.js';

if (workerData instanceof SharedArrayBuffer) plans.share(workerData);
const registry = coinRegistry();
void registry.then(() => parentPort?.postMessage(threadLoaded(threadId)));

/** Does tasks on coins, in a worker. */
export default async function work(tasks: WorkerTasks): Promise<WorkerResult> {
  return serveTasks(tasks, await registry, () => 0);
}

/** Runs one of the paths of a gradient, in a worker. */
export async function path(task: PathTask): Promise<PathReturn> {
  return servePath(task, await registry);
}

/** Why the solver of a run refuses its model, found in a worker. */
export async function rehearsal(run: RunDescription): Promise<string | undefined> {
  return rehearse(run, await registry);
}
