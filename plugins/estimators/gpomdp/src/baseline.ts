import type { StepBatch } from '@pomdp-gym/contracts';

/**
 * b_t, what is taken off beside the score of each step: a function of what is seen at t, on the scale of the discounted
 * return that follows. Whatever is learnt of it comes from steps before t, so that E[b_t ∇log μ(u_t | y_t)] = 0 and the mean of the
 * estimate stays as it is.
 */
export interface Baseline {
  /** Forgets the path. */
  reset(): void;
  /** How many of the next `length` steps it values alike, however they are cut: it learns after as many. */
  stretch(length: number): number;
  /** b_t for the steps of a batch, no longer than `stretch` allows. Lent. */
  values(batch: StepBatch): Float64Array;
  /** Learns from a batch that it has valued. */
  learn(batch: StepBatch): void;
  /** What it has learnt, as plain data. */
  save(): unknown;
  restore(saved: unknown): void;
}
