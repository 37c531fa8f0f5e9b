import type { Policy } from './policy.js';
import type { StepBatch } from './step.js';

/** Learns online: changes its policy as batches (of one step, unless it says otherwise) arrive. */
export interface Learner {
  /** The policy that acts while learning. */
  readonly policy: Policy;
  update(batch: StepBatch): void;
}
