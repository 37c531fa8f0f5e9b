import {
  type Fisher,
  type Grad,
  type GradientEstimate,
  type GradRequest,
  type Iterate,
  type Optimizer,
  readGradRequest,
} from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import { BrokenRule } from './check.js';

/** Points an optimizer may still ask about once it was asked to stop. */
export const POINTS_AFTER_ABORT = 2;

/** A gradient at every point, and its height where it is known. */
export interface Landscape {
  gradient(theta: Float64Array): Float64Array;
  value?(theta: Float64Array): number;
}
/** Sees every point as it is yielded. */
export type Watch = (point: Iterate) => void;

/** How an ascent is followed. */
export interface Following {
  readonly start: Float64Array;
  /** Gradients after which it is stopped. */
  readonly limit: number;
  readonly watch?: Watch | undefined;
  /** Whether GRAD leaves every request unmet. */
  readonly bare?: boolean;
}

/** A whole ascent, as its watcher and its GRAD saw it. */
export interface Ascent {
  readonly start: Float64Array;
  readonly given: Float64Array;
  /** Copies of the points, made as they came. */
  readonly points: readonly Iterate[];
  /** The points themselves, as they are now. */
  readonly yielded: readonly Iterate[];
  readonly asked: readonly Float64Array[];
  readonly requests: readonly GradRequest[];
  /** Whether it had to be stopped. */
  readonly stopped: boolean;
  /** The points that it yielded before it was stopped; all of them where it was not. */
  readonly unstopped: number;
}

/** Follows an optimizer on a landscape without noise, and stops it once it has asked for `limit` gradients. */
export async function follow(
  optimizer: Optimizer,
  landscape: Landscape,
  { start, limit, watch, bare = false }: Following,
): Promise<Ascent> {
  const given = start.slice();
  const asked: Float64Array[] = [];
  const requests: GradRequest[] = [];
  const points: Iterate[] = [];
  const yielded: Iterate[] = [];
  const stop = new AbortController();
  let unstopped = 0;
  const grad: Grad = (theta, request) => {
    requests.push(readGradRequest(request));
    asked.push(theta.slice());
    if (asked.length > limit + POINTS_AFTER_ABORT) throw new BrokenRule('Its signal aborted and it went on.');
    return Promise.resolve(estimateAt(theta, landscape, bare ? {} : readGradRequest(request)));
  };
  for await (const point of optimizer.ascend(given, grad, stop.signal)) {
    points.push(copied(point));
    yielded.push(point);
    watch?.(point);
    if (!stop.signal.aborted) unstopped = points.length;
    if (asked.length >= limit) stop.abort();
  }
  return { start, given, points, yielded, asked, requests, stopped: stop.signal.aborted, unstopped };
}

/** An estimate without noise. The Fisher matrix is diagonal, ½, 1, 1½, …, and the slope is known in 32 blocks. */
export function estimateAt(
  theta: Float64Array,
  landscape: Landscape,
  request: GradRequest,
): GradientEstimate {
  const gradient = landscape.gradient(theta);
  const { direction, fisher } = request;
  const estimate: GradientEstimate = {
    gradient,
    steps: 1,
    averageReward: landscape.value?.(theta) ?? 0,
    ...(direction && { slope: { value: dot(gradient, direction), standardError: 0, blocks: 32 } }),
    ...(fisher === true && { fisher: rising(theta.length) }),
  };
  request.enough?.(estimate);
  return estimate;
}

/** The diagonal matrix of 1/2, 1, 3/2 … */
function rising(size: number): Fisher {
  const diagonal = Float64Array.from({ length: size }, (_, k) => (k + 1) / 2);
  return { times: (v) => v.map((value, k) => diagonal[k]! * value), diagonal: () => diagonal.slice() };
}

function copied(point: Iterate): Iterate {
  const { theta, estimate, detail } = point;
  return {
    ...point,
    theta: theta.slice(),
    detail: { ...detail },
    ...(estimate && { estimate: { ...estimate, gradient: estimate.gradient.slice() } }),
  };
}
