import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { workerFile } from '../threads/worker-file.js';
import type { WorkerPlugins } from '../worker.js';

/** The threads that do runs, in which a run that takes all memory ends its worker alone. */
export function runThreads(plugins: WorkerPlugins, workers: number) {
  return { filename: workerFile, workerData: plugins, workers, megabytes: workerMegabytes(workers) };
}

/** The memory of the machine that objects of one worker may take, so that a run that takes all ends its worker alone. */
function workerMegabytes(workers: number): number {
  const { heap_size_limit: most } = getHeapStatistics();
  return Math.floor(Math.min(most, (0.75 * totalmem()) / workers) / 2 ** 20);
}
