import type { Column, CriticSpaces, Point, Space, StepBatch } from '@pomdp-gym/contracts';

/** φ of an observation and a memory node as its entries that may be other than zero. Lent. */
export interface SparseFeatures {
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

/** What a linear critic describes its observations by: one block of features for each memory node. */
export interface Features {
  /** How many there are. */
  readonly size: number;
  /** φ(y, m) */
  of(observation: Point, node: number): SparseFeatures;
}

export type FeatureChoice = 'auto' | 'given' | 'one-hot';

/**
 * Finite observations: those that the environment gives with a constant last, or one indicator an observation. Vectors: their
 * entries with a constant last. Throws a RangeError where the memory is no finite one, or where none are given.
 */
export function featuresOf({ observationSpace, memorySpace }: CriticSpaces, choice: FeatureChoice): Features {
  const nodes = nodesOf(memorySpace);
  if (observationSpace.kind === 'box') return denseFeatures(observationSpace.low.length, nodes, entries);
  const { features, size } = observationSpace;
  if (choice === 'given' && !features)
    throw new RangeError('This environment gives its observations no features: take `features: one-hot`.');
  if (choice === 'one-hot' || !features) return indicators(size, nodes);
  return denseFeatures(features[0]?.length ?? 0, nodes, (observation) => features[Number(observation)] ?? []);
}

/** The observation and the memory node of a row, before the step. */
export function seenAt({ observations, memory }: StepBatch, row: number): [observation: Point, node: number] {
  return [pointAt(observations, row), memory ? memory.before.values[row]! : 0];
}

function pointAt({ width, values }: Column, row: number): Point {
  if (width === 0) return values[row]!;
  return Float64Array.from(values.subarray(row * width, (row + 1) * width));
}

function nodesOf(space: Space | undefined): number {
  if (!space) return 1;
  if (space.kind === 'discrete') return space.size;
  throw new RangeError('The critic td needs a policy without memory, or with finitely many memory nodes.');
}

function entries(observation: Point): ArrayLike<number> {
  return typeof observation === 'number' ? [observation] : observation;
}

function indicators(size: number, nodes: number): Features {
  const values = [1];
  return {
    size: size * nodes,
    of: (observation, node) => ({ indices: [node * size + Number(observation)], values }),
  };
}

function denseFeatures(
  width: number,
  nodes: number,
  vector: (observation: Point) => ArrayLike<number>,
): Features {
  const block = width + 1;
  const offsets = Array.from({ length: block }, (_, i) => i);
  return {
    size: block * nodes,
    of: (observation, node) => ({
      indices: offsets.map((i) => node * block + i),
      values: [...Array.from(vector(observation)), 1],
    }),
  };
}
