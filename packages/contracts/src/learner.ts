import type { Objective } from './objective.js';
import type { Policy } from './policy.js';
import type { Restorable } from './restorable.js';
import type { StepBatch } from './step.js';

/**
 * Learns online: changes its policy as batches (of `batchSize` steps) arrive. What it saves holds the
 * parameters of its policy; the policy's memory is the policy's own to save.
 */
export interface Learner extends Restorable {
  /** What it climbs, where it says so. */
  readonly objective?: Objective;
  /** The most steps in a batch it asks for; one unless it says so. */
  readonly batchSize?: number;
  /** The policy that acts while learning. */
  readonly policy: Policy;
  update(batch: StepBatch): void;
}
