/** An estimate with the bounds of its confidence interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** The level of every interval of this package unless another is asked for. */
export const CONFIDENCE = 0.95;

/** Throws a RangeError where a level is not strictly between 0 and 1. */
export function assertConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`A confidence lies strictly between 0 and 1; ${confidence} does not.`);
  }
}

/** estimate ± reach; everything where nothing is known of the spread, NaN where there is no estimate. */
export function around(estimate: number, reach: number): Interval {
  return { estimate, low: estimate - reach, high: estimate + reach };
}
