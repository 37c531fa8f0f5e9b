import { parentPort, threadId, workerData } from 'node:worker_threads';
import { threadLoaded } from './thread-pool.js';

/** Milliseconds that this module takes to load. */
const LOADING = 300;

const marks = new Int32Array(workerData as SharedArrayBuffer);
setTimeout(() => {
  Atomics.store(marks, 0, 1);
  parentPort?.postMessage(threadLoaded(threadId));
}, LOADING);

/** Never comes to its end. */
export default function work(): Promise<never> {
  return new Promise(() => undefined);
}
