import type { ViewState } from '../state/view-state.js';
import { axesProblem } from './axes-fields.js';
import { coordinates, type DirectionPair, parameterAxis } from './direction-pair.js';
import { lineSearchAt } from './line-search.js';
import { pathPlane } from './path-directions.js';
import type { RunPoint, WatchedRun } from './run-buffer.js';
import { spannedPlane } from './spanned-plane.js';

/** A plane that a surface lies in. */
export interface SurfacePlane {
  /** θ in its middle. */
  readonly center: readonly number[];
  readonly directions: DirectionPair;
  /** Of each iterate: where it is, or what is seen of it along both directions. */
  readonly path: readonly (readonly [number, number])[];
  /** θ that is looked at: where it is, or what is seen of it. */
  readonly looked: readonly [number, number];
  /** How far the picture reaches from its middle, to each side: a quarter beyond all points of the run, probes included. */
  readonly reach: number;
  /** What the middle and both directions are, in words. */
  readonly middle: string;
  readonly across: string;
  readonly up: string;
}

/** Where a plane is to lie. */
export interface PlaneChoice extends Pick<ViewState, 'plane' | 'axes'> {
  readonly run: WatchedRun;
  readonly point: RunPoint | undefined;
  /** θ that is looked at. */
  readonly theta: readonly number[];
  /** ∇η where the line search begins; undefined until it is known. */
  readonly gradient: readonly number[] | undefined;
}

/** The plane of a choice, or the sentence why there is none. */
export function surfacePlane(choice: PlaneChoice): SurfacePlane | string {
  const { run, theta } = choice;
  if (theta.length < 2) return 'A surface takes two parameters, and this policy has one.';
  const own = lastIterate(run)?.length ?? theta.length;
  if (own !== theta.length)
    return `θ has ${theta.length} numbers, and the policy of the run ${own} parameters: give as many.`;
  if (choice.plane === 'parameters') return parameterPlane(choice);
  return choice.plane === 'gradient' ? searchPlane(choice) : throughPath(choice);
}

function throughPath({ run, theta }: PlaneChoice): SurfacePlane | string {
  const plane = pathPlane(run.points);
  if (!plane) return 'A plane through the run takes a run whose policy keeps its parameters.';
  return {
    ...plane,
    ...seenOf(run, theta, plane.center, plane.directions),
    middle: 'the last iterate',
    across: 'from the last iterate to the first',
    up: 'at right angles to it, towards the iterate that is furthest from that line',
  };
}

function searchPlane({ run, point, theta, gradient }: PlaneChoice): SurfacePlane | string {
  const search = point && lineSearchAt(run.points, run.points.indexOf(point));
  if (!search)
    return 'There is no line search at this point: choose an iterate of an optimizer that searches along lines, or another plane.';
  if (!gradient) return 'The gradient is being computed.';
  const { directions, across, up } = spannedPlane(
    { name: '∇η there', vector: gradient },
    { name: 'the direction of the search', vector: search.direction },
  );
  return {
    ...{ center: search.theta, directions },
    ...seenOf(run, theta, search.theta, directions),
    middle: 'where the line search of this point begins',
    ...{ across, up },
  };
}

function parameterPlane({ run, theta, axes }: PlaneChoice): SurfacePlane | string {
  const problem = axesProblem(axes, theta.length);
  if (problem !== undefined) return problem;
  const [first = 1, second = 2] = axes;
  const axis = (parameter: number) => parameterAxis(parameter - 1, theta.length);
  const directions: DirectionPair = [axis(first), axis(second)];
  const last = isOfRun(run, theta) ? lastIterate(run) : undefined;
  const center = last ?? theta;
  return {
    ...{ center, directions, ...seenOf(run, theta, center, directions) },
    middle: last ? 'the last iterate' : 'θ that is looked at',
    across: `parameter ${first}`,
    up: `parameter ${second}`,
  };
}

/** Whether θ is a point of the run, rather than one that is given. */
function isOfRun({ points }: WatchedRun, theta: readonly number[]): boolean {
  return points.some((point) => point.theta?.every((value, k) => value === theta[k]));
}

/** θ of the last iterate. */
function lastIterate({ points }: WatchedRun): readonly number[] | undefined {
  return points.findLast(({ kind, theta }) => kind !== 'probe' && theta)?.theta ?? undefined;
}

/** The iterates and θ that is looked at as they are seen along both directions, and how far they and the probes reach; no iterates where the number of parameters changes. */
function seenOf(
  run: WatchedRun,
  theta: readonly number[],
  center: readonly number[],
  directions: DirectionPair,
): Pick<SurfacePlane, 'path' | 'looked' | 'reach'> {
  const looked = placeOf(theta, center, directions);
  const points = run.points.flatMap((point) => (point.theta ? [{ ...point, theta: point.theta }] : []));
  const isOneLength = points.every((point) => point.theta.length === center.length);
  const seen = (isOneLength ? points : []).map((point) => ({
    kind: point.kind,
    place: placeOf(point.theta, center, directions),
  }));
  const path = seen.flatMap(({ kind, place }) => (kind === 'probe' ? [] : [place]));
  return { path, looked, reach: reachOf([...seen.map(({ place }) => place), looked]) };
}

function reachOf(places: SurfacePlane['path']): number {
  return 1.25 * places.reduce((most, [a, b]) => Math.max(most, Math.abs(a), Math.abs(b)), 1);
}

function placeOf(
  theta: readonly number[],
  center: readonly number[],
  directions: DirectionPair,
): readonly [number, number] {
  return coordinates(
    theta.map((value, k) => value - center[k]!),
    directions,
  );
}
