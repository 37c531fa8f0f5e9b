import type { BoxSpace, DiscreteSpace, Point, Random, Space } from '@pomdp-gym/contracts';

/** What is wrong with a space, as a sentence; nothing where it is sound. */
export function spaceProblem(name: string, space: Space): string | undefined {
  return space.kind === 'discrete' ? discreteProblem(name, space) : boxProblem(name, space);
}

function discreteProblem(name: string, space: DiscreteSpace): string | undefined {
  const { size, labels, features } = space;
  if (!Number.isInteger(size) || size < 1) return `The ${name} space has ${size} elements.`;
  if (labels && labels.length !== size) {
    return `The ${name} space has ${size} elements and ${labels.length} labels.`;
  }
  const problem = factorsProblem(name, space);
  if (problem !== undefined || !features) return problem;
  if (features.length !== size) {
    return `The ${name} space has ${size} elements and ${features.length} rows of features.`;
  }
  const width = features[0]!.length;
  const row = features.findIndex((numbers) => numbers.length !== width || !numbers.every(Number.isFinite));
  if (row < 0 && width > 0) return undefined;
  return `Row ${Math.max(row, 0)} of the ${name} space's features is not ${Math.max(width, 1)} finite numbers.`;
}

function factorsProblem(name: string, { size, labels, factors }: DiscreteSpace): string | undefined {
  if (!factors) return undefined;
  const product = factors.reduce((elements, factor) => elements * factor.size, 1);
  // A space of observations may have `nothing yet` behind its tuples.
  const tuples = labels?.at(-1) === 'nothing yet' ? [size - 1, size] : [size];
  if (factors.length === 0 || !tuples.includes(product)) {
    return `The ${name} space has ${size} elements, its ${factors.length} factors have ${product} tuples.`;
  }
  return factors
    .map((factor, i) => discreteProblem(`factor ${i} of the ${name}`, factor))
    .find((problem) => problem !== undefined);
}

/** A space whose actions may lie outside, since the environment clips them: of its kind and width, without limits. */
export function drawnSpace(space: Space): Space {
  if (space.kind === 'discrete' || space.outside !== 'clipped') return space;
  return { ...space, low: space.low.map(() => -Infinity), high: space.high.map(() => Infinity) };
}

function boxProblem(name: string, { low, high }: BoxSpace): string | undefined {
  if (low.length === 0 || low.length !== high.length) {
    return `The ${name} box has ${low.length} lower and ${high.length} upper limits.`;
  }
  const axis = low.findIndex((limit, i) => !(limit <= high[i]!));
  if (axis < 0) return undefined;
  return `Axis ${axis} of the ${name} box runs from ${low[axis]} to ${high[axis]}.`;
}

/** Why a point is not in a space, as the end of a sentence; nothing where it is. */
export function outsideSpace(space: Space, point: Point): string | undefined {
  if (space.kind === 'discrete') {
    const inside = typeof point === 'number' && Number.isInteger(point) && point >= 0 && point < space.size;
    return inside ? undefined : `${String(point)} is not one of 0 to ${space.size - 1}`;
  }
  if (typeof point === 'number' || point.length !== space.low.length) {
    return `${String(point)} is not a row of ${space.low.length} numbers`;
  }
  const axis = point.findIndex((value, i) => !(value >= space.low[i]! && value <= space.high[i]!));
  if (axis < 0) return undefined;
  return `its number ${axis} is ${point[axis]}, outside ${space.low[axis]} to ${space.high[axis]}`;
}

/** Writes a point as numbers, behind those already there; of what is no point, NaN. */
export function appendPoint(into: number[], point: Point): void {
  if (typeof point === 'number') into.push(point);
  else if (point instanceof Float64Array) into.push(...point);
  else into.push(NaN);
}

/** A copy to keep: points are lent. */
export function copyPoint(point: Point): Point {
  return typeof point === 'number' ? point : point.slice();
}

/** Draws a point uniformly; along an axis without a limit, as if it were one unit wide. */
export function drawPoint(space: Space, random: Random): Point {
  if (space.kind === 'discrete') return Math.min(space.size - 1, Math.floor(random.uniform() * space.size));
  return Float64Array.from(space.low, (low, axis) => {
    const high = space.high[axis]!;
    const from = Number.isFinite(low) ? low : Number.isFinite(high) ? high - 1 : -0.5;
    const to = Number.isFinite(high) ? high : from + 1;
    return from + random.uniform() * (to - from);
  });
}
