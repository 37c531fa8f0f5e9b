import { fileURLToPath } from 'node:url';

/** The program of worker threads. */
export const workerFile = fileURLToPath(new URL('../worker.js', import.meta.url));
