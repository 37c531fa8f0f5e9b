import type { RunPoint } from './run-buffer.js';

/** A trial of a line search: its step, and the sign of the slope that was seen there. */
export interface Trial {
  readonly step: number;
  readonly slope: number;
}

/** A line search: where it began, along which direction, and its trials. */
export interface LineSearch {
  readonly theta: readonly number[];
  /** d, K numbers. */
  readonly direction: readonly number[];
  readonly trials: readonly Trial[];
  /** The step that was taken; null where the search has not ended. */
  readonly taken: number | null;
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
  const probes: RunPoint[] = [];
  let end = begin + 1;
  for (; points[end]?.kind === 'probe'; end++) probes.push(points[end]!);
  const last = probes.findLast(({ detail }) => (detail['step'] ?? 0) !== 0);
  if (!from?.theta || !last?.theta) return undefined;
  const { theta } = from;
  const length = last.detail['step']!;
  const direction = last.theta.map((value, k) => (value - theta[k]!) / length);
  return {
    theta,
    direction,
    trials: probes.flatMap(({ detail: { step, slope } }) =>
      step === undefined || slope === undefined ? [] : [{ step, slope }],
    ),
    taken: points[end]?.detail['step'] ?? null,
  };
}

/** Between which steps the sign of the slope turns: the last that points on, and the first beyond it that points back; null where none does. */
export function bracketOf(trials: readonly Trial[]): readonly [on: number, back: number | null] {
  const on = Math.max(0, ...trials.filter(({ slope }) => slope > 0).map(({ step }) => step));
  const back = trials.filter(({ step, slope }) => slope <= 0 && step > on).map(({ step }) => step);
  return [on, back.length === 0 ? null : Math.min(...back)];
}
