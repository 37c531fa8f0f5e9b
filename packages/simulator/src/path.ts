import type { StepBatch } from '@pomdp-gym/contracts';
import type { BatchBuffer } from './batch-buffer.js';

/** One sample path, handed out in stretches. */
export interface Path {
  /** Steps after which timers and signals are to have their turn. */
  readonly stepsATurn: number;
  /** Fills the buffer with the next steps, at most `limit` (≥ 1) and never past the end of an episode, and returns it. */
  fill(buffer: BatchBuffer, limit: number): StepBatch;
  /** The one buffer that it fills, where its columns lie in a memory of the path's own. */
  readonly buffer?: BatchBuffer;
  /** Called once nobody fills or reads the buffer any more. */
  end?(): void;
}
