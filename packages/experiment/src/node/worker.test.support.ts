import { coinRegistry } from '../run/coin.test.support.js';
import { serveTask } from './serve-task.js';
import type { WorkerResult, WorkerTask } from './worker-executor.js';

const registry = coinRegistry();

/** Does tasks on coins, in a worker. */
export default async function work(task: WorkerTask): Promise<WorkerResult> {
  return serveTask(task, await registry, () => 0);
}
