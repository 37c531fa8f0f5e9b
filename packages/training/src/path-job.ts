import type { GradientEstimate, WantedSign } from '@pomdp-gym/contracts';
import type { FisherData } from './path-fisher.js';

/**
 * One path of a gradient that is the mean of several. Plain data, on which the estimate depends alone, besides the description of the
 * run: any thread may do it, and has the same bits.
 */
export interface PathJob {
  /** θ, K numbers. */
  readonly theta: Float64Array;
  readonly steps: number;
  /** The name of its random streams: the number of the path, and that of the gradient or of the stream that a request names. */
  readonly stream: readonly (string | number)[];
  readonly every?: number;
  readonly direction?: Float64Array;
  readonly sign?: WantedSign;
  readonly fisher?: boolean;
}

/** What a path gives: an estimate, its Fisher matrix as plain data. */
export interface PathEstimate {
  readonly estimate: Omit<GradientEstimate, 'fisher'>;
  readonly fisher?: FisherData;
}
