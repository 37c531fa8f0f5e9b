import type { GradientEstimate, WantedSign } from './estimator.js';
import type { ParametricPolicy } from './policy.js';
import type { StepBatch } from './step.js';

/** What an estimate is for: a line search needs only a sign, so may be given fewer steps. */
export type GradPurpose = 'direction' | 'line-search';

/** What an optimizer may ask of an estimate. */
export interface GradRequest {
  /** `direction` where it is left out. */
  readonly purpose?: GradPurpose;
  /** T, at most; that of the purpose where it is left out. */
  readonly steps?: number;
  /** d, K numbers: the estimate has its `slope` along d, with a standard error. */
  readonly direction?: Float64Array;
  /** Set where only this sign is wanted: an estimator that chooses T itself ends the path once it knows it. */
  readonly sign?: WantedSign;
  /** Steps of a block: `enough` is called, and blocks of the slope end, each time so many or a little more are taken. With a `direction` T / 32 where it is left out, else a batch. */
  readonly every?: number;
  /**
   * Called after each block; the path ends where it returns true. A sequential test of the sign of a slope ends a line
   * search early by it.
   */
  enough?(estimate: GradientEstimate): boolean;
  /**
   * The name of a stream of random numbers: requests of one name draw the same numbers (common random numbers), so that
   * their difference is due to θ. Requests without a name draw new ones each.
   */
  readonly stream?: string;
  /** Whether the estimate is to have products with the Fisher matrix of the same path. */
  readonly fisher?: boolean;
  /** Is given each batch of the path, lent. */
  onBatch?(batch: StepBatch): void;
  /** The policy that θ is of, where the optimizer has made another, by `split` say, than the one it was given. */
  readonly policy?: ParametricPolicy;
}

/** The request as a mapping, with its purpose. */
export function readGradRequest(
  request: GradPurpose | GradRequest = 'direction',
): GradRequest & { readonly purpose: GradPurpose } {
  return typeof request === 'string'
    ? { purpose: request }
    : { ...request, purpose: request.purpose ?? 'direction' };
}
