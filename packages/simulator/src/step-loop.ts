import type { BatchBuffer } from './batch-buffer.js';
import type { KernelRun } from './kernel-run.js';

/** What makes the steps of the tabular kernel. All loops give the same bits. */
export interface StepLoop {
  /** Adds steps to the buffer: up to `limit`, or to the end of the episode, from where `run` stands. */
  advance(run: KernelRun, buffer: BatchBuffer, limit: number): void;
}
