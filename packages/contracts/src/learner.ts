import type { Objective } from './objective.js';
import type { ParametricPolicy, Policy } from './policy.js';
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
  /** Where it is the ascent along a trace: its numbers. A kernel that makes the steps then does what `act` and `learn` do, to the bit. */
  readonly ascent?: TraceAscent;
}

/**
 * The online form of GPOMDP (Baxter and Bartlett 2001) with a step length that may shrink, as numbers. A step, t = 0, 1, …:
 *
 *     z ← β z + ∇log μ(u_t | y_t; θ)
 *     r̄ ← r̄ + (r_{t+1} − r̄) / (t + 1),  R ← max(R, |r_{t+1}|)
 *     θ ← θ + (γ / (1 + decay · t)) (a / R) z
 *
 * with a = r_{t+1} − r̄ or r_{t+1}, and a in place of a / R where the step is not relative. θ stays where a = 0; z is 0 after an
 * ending. Sums and products are rounded in the order that is written here.
 */
export interface TraceAscent {
  /** The policy that acts and climbs. */
  readonly policy: ParametricPolicy;
  /** z, K numbers; whoever makes the steps moves it. */
  readonly trace: Float64Array;
  readonly beta: number;
  /** γ */
  readonly step: number;
  readonly isRelative: boolean;
  readonly decay: number;
  /** Whether r̄ is subtracted from a reward. */
  readonly subtractsMean: boolean;
  /** Where it stands; whoever makes the steps moves it. */
  readonly progress: AscentProgress;
}

export interface AscentProgress {
  /** t */
  steps: number;
  /** R, the largest |r| so far. */
  largest: number;
  /** r̄, the mean of the rewards so far. */
  meanReward: number;
}
