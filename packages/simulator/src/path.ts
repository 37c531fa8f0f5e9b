import type { StepBatch } from '@pomdp-gym/contracts';
import type { BatchBuffer } from './batch-buffer.js';

/** One sample path, handed out in stretches. */
export interface Path {
  /** Fills the buffer with the next steps, at most `limit` (≥ 1) and never past the end of an episode, and returns it. */
  fill(buffer: BatchBuffer, limit: number): StepBatch;
}
