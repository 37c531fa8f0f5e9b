import type { Restorable } from './restorable.js';
import type { Space, Spaces } from './space.js';
import type { StepBatch } from './step.js';

/** What a critic values by: what the policy sees, does and, where it has a memory, remembers. */
export interface CriticSpaces extends Spaces {
  readonly memorySpace?: Space | undefined;
}

/** Estimates V(y), what is still to come after an observation, or V(y, m) with a memory. */
export interface Critic extends Restorable {
  /** Forgets all it has learnt: the next batch begins a new path. */
  reset(): void;
  /** Learns from the steps of a batch. */
  update(batch: StepBatch): void;
  /**
   * Writes V̂(y_i) into `into[i]` for the n steps of the batch, and V̂(y_n) of its `next` into `into[n]`: 0 after
   * `terminated`. `into` holds n + 1 numbers or more. Asking changes nothing.
   */
  values(batch: StepBatch, into: Float64Array): void;
}
