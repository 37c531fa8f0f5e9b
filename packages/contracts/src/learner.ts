import type { Objective } from './objective.js';
import type { Policy } from './policy.js';
import type { Restorable } from './restorable.js';
import type { Ending, StepBatch } from './step.js';

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
  /** The same learning without batches, where observations and actions are finite and it offers that. */
  readonly stepwise?: StepwiseLearner;
}

/**
 * A learner that learns from each step as it is made, for loops that draw from a model. One `act` and one `learn` in turn leave policy
 * and learner where `policy.act` and `update` with a batch of this one step leave them, to the bit; `policy.reset` begins episodes.
 */
export interface StepwiseLearner {
  /** Draws u_t in y_t, as `policy.act` does. */
  act(observation: number): number;
  /** Learns from r_{t+1}, y_{t+1} and how the step left the episode. */
  learn(reward: number, next: number, ending: Ending): void;
}
