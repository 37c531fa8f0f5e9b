import type { Grad, Iterate, Optimizer } from '@pomdp-gym/contracts';
import { BrokenRule, demand } from './check.js';

/** Points an optimizer may still ask about once it was asked to stop. */
export const POINTS_AFTER_ABORT = 2;

/** A gradient at every point. */
export type Field = (theta: Float64Array) => Float64Array;
/** Sees every point as it is yielded. */
export type Watch = (point: Iterate) => void;

/** A whole ascent, as its watcher and its GRAD saw it. */
export interface Ascent {
  readonly start: Float64Array;
  readonly given: Float64Array;
  /** Copies of the points, made as they came. */
  readonly points: readonly Iterate[];
  /** The points themselves, as they are now. */
  readonly yielded: readonly Iterate[];
  readonly asked: readonly Float64Array[];
  /** Whether it had to be stopped. */
  readonly stopped: boolean;
}

/** Follows an optimizer on a field of gradients, and stops it once it has asked for `limit` of them. */
export async function follow(
  optimizer: Optimizer,
  field: Field,
  start: Float64Array,
  limit: number,
  watch?: Watch,
): Promise<Ascent> {
  const given = start.slice();
  const asked: Float64Array[] = [];
  const points: Iterate[] = [];
  const yielded: Iterate[] = [];
  const stop = new AbortController();
  const grad: Grad = (theta, purpose) => {
    demand(
      purpose === 'direction' || purpose === 'line-search',
      () => `It asks for a gradient for ${JSON.stringify(purpose)}.`,
    );
    asked.push(theta.slice());
    if (asked.length > limit + POINTS_AFTER_ABORT) throw new BrokenRule('It was asked to stop and went on.');
    return Promise.resolve({ gradient: field(theta), steps: 1, averageReward: 0 });
  };
  for await (const point of optimizer.ascend(given, grad, stop.signal)) {
    points.push(structuredClone(point));
    yielded.push(point);
    watch?.(point);
    if (asked.length >= limit) stop.abort();
  }
  return { start, given, points, yielded, asked, stopped: stop.signal.aborted };
}
