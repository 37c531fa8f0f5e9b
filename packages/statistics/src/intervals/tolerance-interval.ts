import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import { assertConfidence, CONFIDENCE } from '../interval.js';
import type { Replicates } from '../replicates.js';

/** Between which scores a single further run lies with probability `content` at least, known with `confidence`. */
export interface ToleranceInterval {
  readonly low: number;
  readonly high: number;
  readonly content: number;
  /** What the order statistics attain: above what was asked for; below it where too few seeds were run. */
  readonly confidence: number;
}

/**
 * The distribution-free tolerance interval of single runs (Wilks, Annals of Mathematical Statistics 12, 1941): as many runs
 * are cut off on each side as the confidence allows. The content between the r-th and the s-th of n is Beta(s − r,
 * n − s + r + 1). Of too few seeds, the interval of all runs with the confidence that it attains.
 */
export function toleranceInterval(
  { scores }: Replicates,
  content = 0.9,
  confidence = CONFIDENCE,
): ToleranceInterval {
  assertConfidence(confidence);
  assertConfidence(content);
  const sorted = Float64Array.from(scores).sort();
  const count = sorted.length;
  const attained = (cut: number) => 1 - betaCdf(content, count - 1 - 2 * cut, 2 * cut + 2);
  const mayCut = (cut: number) => 2 * cut + 1 < count && attained(cut) >= confidence;
  let cut = 0;
  while (mayCut(cut + 1)) cut++;
  return {
    low: sorted[cut] ?? NaN,
    high: sorted[count - 1 - cut] ?? NaN,
    content,
    confidence: count < 2 ? 0 : attained(cut),
  };
}
