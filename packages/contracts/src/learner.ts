import type { Policy } from './policy.js';
import type { Restorable } from './restorable.js';
import type { StepBatch } from './step.js';

/**
 * Learns online: changes its policy as batches (of one step, unless it says otherwise) arrive. What it saves holds the
 * parameters of its policy; the policy's memory is the policy's own to save.
 */
export interface Learner extends Restorable {
  /** The policy that acts while learning. */
  readonly policy: Policy;
  update(batch: StepBatch): void;
}
