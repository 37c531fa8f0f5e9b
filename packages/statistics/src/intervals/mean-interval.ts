import { InputError } from '@pomdp-gym/contracts';
import { CONFIDENCE, type Interval } from '../interval.js';
import type { Replicates } from '../replicates.js';
import { studentInterval } from '../student-interval.js';
import { boundedMeanInterval, type ScoreRange } from './bounded-mean-interval.js';
import { DEFAULT_KIND } from './interval-kind.js';
import { type ReplicateInterval, replicateInterval } from './replicate-interval.js';
import { skewnessCorrectedInterval } from './skewness-corrected-interval.js';
import { successInterval } from './success-interval.js';

/** The kinds that take no chance. */
export type AnalyticKind = 'skewness-corrected t' | 'Student t' | 'bounded mean' | 'success rate';

export interface MeanIntervalSettings {
  /** `DEFAULT_KIND` by default. */
  readonly kind?: AnalyticKind;
  readonly confidence?: number;
  /** Between which two numbers a score can lie: the interval ends there. `bounded mean` needs it. */
  readonly range?: ScoreRange;
}

/**
 * The interval of the mean over seeds. Throws an InputError where a kind does not apply: `bounded mean` without a finite
 * range, `success rate` where scores are other than 0 and 1.
 */
export function meanInterval(runs: Replicates, settings: MeanIntervalSettings = {}): ReplicateInterval {
  const { kind = DEFAULT_KIND, confidence = CONFIDENCE, range } = settings;
  return replicateInterval(
    analyticInterval(runs.scores, kind, confidence, range),
    kind,
    runs.size,
    confidence,
    range,
  );
}

function analyticInterval(
  scores: readonly number[],
  kind: AnalyticKind,
  confidence: number,
  range: ScoreRange | undefined,
): Interval {
  if (kind === 'skewness-corrected t') return skewnessCorrectedInterval(scores, confidence);
  if (kind === 'Student t') return studentInterval(scores, confidence);
  if (kind === 'bounded mean') return boundedMeanInterval(scores, finiteRange(range), confidence);
  return successInterval(successes(scores), scores.length, confidence);
}

function finiteRange(range: ScoreRange | undefined): ScoreRange {
  if (range?.every(Number.isFinite)) return range;
  throw new InputError('The interval of a bounded mean needs a finite range of scores: give its two ends.');
}

function successes(scores: readonly number[]): number {
  const other = scores.find((score) => score !== 0 && score !== 1);
  if (other !== undefined)
    throw new InputError(
      `A success rate is of scores 0 and 1; ${other} is another. Take another kind of interval.`,
    );
  return scores.filter((score) => score === 1).length;
}
