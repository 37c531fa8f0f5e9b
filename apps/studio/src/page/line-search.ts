import type { RunPoint } from './run-buffer.js';

/** A trial of a line search. */
export interface Trial {
  readonly step: number;
  /** The estimate of the slope. */
  readonly slope: number;
  /** The slope as the search counts it: 1 points on, −1 back, 0 neither. */
  readonly sign: number;
}

/** A line search: where it began, along which direction, and its trials. */
export interface LineSearch {
  readonly theta: readonly number[];
  /** d, K numbers. */
  readonly direction: readonly number[];
  readonly trials: readonly Trial[];
  /** The step that was taken; null where the search has not ended. */
  readonly taken: number | null;
  /** Where the search brackets the maximum, as it recorded it; null where it has not ended, or gave up. */
  readonly bracket: readonly [near: number, far: number] | null;
}

/**
 * The line search that a point belongs to: the probes between the iterate before it and the one that they led to. Undefined where
 * there are no probes, as with optimizers that search along no line.
 */
export function lineSearchAt(points: readonly RunPoint[], place: number): LineSearch | undefined {
  const stands = (i: number) => points[i] !== undefined && points[i].kind !== 'probe';
  let begin = place;
  while (begin > 0 && !stands(begin)) begin--;
  if (stands(place) && points[place + 1]?.kind !== 'probe') {
    begin = place - 1;
    while (begin > 0 && !stands(begin)) begin--;
  }
  const from = points[begin];
  let end = begin + 1;
  while (points[end]?.kind === 'probe') end++;
  const trials = points.slice(begin + 1, end).flatMap(trialOf);
  const last = points
    .slice(begin + 1, end)
    .findLast((probe) => trialOf(probe).some(({ step }) => step !== 0));
  if (!from?.theta || !last?.theta) return undefined;
  const { theta } = from;
  const length = last.detail['step']!;
  const direction = last.theta.map((value, k) => (value - theta[k]!) / length);
  return { theta, direction, trials, ...endOf(points[end]) };
}

/** The trial that a probe records; none where the optimizer searches along no line. */
function trialOf({ detail: { step, slope, sign } }: RunPoint): readonly Trial[] {
  return step === undefined || slope === undefined || sign === undefined ? [] : [{ step, slope, sign }];
}

/** What the iterate that a search led to records of it. */
function endOf(point: RunPoint | undefined): Pick<LineSearch, 'taken' | 'bracket'> {
  const { step: taken = null, bracketNear: near, bracketFar: far } = point?.detail ?? {};
  return { taken, bracket: near === undefined || far === undefined ? null : [near, far] };
}
