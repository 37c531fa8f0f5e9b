import type { Random } from '@pomdp-gym/contracts';
import { assertConfidence, CONFIDENCE, type Interval } from './interval.js';
import { quantiles } from './quantile.js';

export interface BootstrapSettings {
  /** 2000 by default. */
  readonly resamples?: number;
  readonly confidence?: number;
}

/**
 * The percentile bootstrap interval of any statistic of independent values (Efron and Tibshirani 1993, chapter 13).
 * Of nothing all three numbers are NaN; of one value the interval is that value, which says how little it says.
 */
export function bootstrapInterval(
  values: ArrayLike<number>,
  statistic: (values: Float64Array) => number,
  random: Random,
  { resamples = 2000, confidence = CONFIDENCE }: BootstrapSettings = {},
): Interval {
  assertConfidence(confidence);
  const sample = Float64Array.from(values);
  const resample = new Float64Array(sample.length);
  const statistics = Float64Array.from({ length: resamples }, () => {
    for (let i = 0; i < resample.length; i++) {
      resample[i] = sample[Math.floor(random.uniform() * sample.length)]!;
    }
    return statistic(resample);
  });
  const tail = (1 - confidence) / 2;
  const [low, high] = quantiles(statistics, [tail, 1 - tail]);
  return { estimate: statistic(sample), low: low!, high: high! };
}
