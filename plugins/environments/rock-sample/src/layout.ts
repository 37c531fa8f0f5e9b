import { randomStream } from '@pomdp-gym/numerics';

/** A cell: x cells to the east and y cells to the north of the south-western one. */
export type Cell = readonly [x: number, y: number];

/** Where things stand on an n × n map, and how far the robot sees. */
export interface Layout {
  /** n */
  readonly size: number;
  readonly start: Cell;
  /** h: a check from this distance errs half as far towards chance as one from nowhere at all. */
  readonly halfDistance: number;
  /** k cells, each its own. */
  readonly rocks: readonly Cell[];
}

/**
 * The maps of the public files, by `n,k`: the generators of the ZMDP package (T. Smith), whose positions came from a
 * random number generator once and have been the benchmark since. The 4 × 4 map predates the half distance: its sensor
 * has efficiency e^-d, which is 2^(-d/h) at h = ln 2.
 */
const published: Readonly<Record<string, Omit<Layout, 'size'>>> = {
  '4,4': {
    start: [0, 2],
    halfDistance: Math.LN2,
    rocks: cells('31 21 13 10'),
  },
  '5,5': {
    start: [0, 2],
    halfDistance: 4,
    rocks: cells('24 04 33 22 41'),
  },
  '5,7': {
    start: [0, 2],
    halfDistance: 20,
    rocks: cells('10 21 12 22 42 03 34'),
  },
  '7,8': {
    start: [0, 3],
    halfDistance: 20,
    rocks: cells('20 01 31 63 24 34 55 16'),
  },
  '10,10': {
    start: [0, 5],
    halfDistance: 20,
    rocks: cells('03 07 18 33 38 43 58 61 93 99'),
  },
};

/** The published map of n × n cells and k rocks; undefined where there is none. */
export function publishedLayout(n: number, k: number): Layout | undefined {
  const layout = published[`${n},${k}`];
  return layout && { size: n, ...layout };
}

/** k rocks on different cells of an n × n map, drawn evenly; the robot starts in the middle of the western edge. */
export function randomLayout(n: number, k: number, seed: number): Layout {
  const random = randomStream(seed, 'RockSample', n, k);
  const free = Array.from({ length: n * n }, (_, index): Cell => [Math.floor(index / n), index % n]);
  const rocks = Array.from({ length: k }, () => {
    const [rock] = free.splice(Math.floor(random.uniform() * free.length), 1);
    return rock!;
  });
  return { size: n, start: [0, Math.floor(n / 2)], halfDistance: 20, rocks };
}

/** Cells written as pairs of digits. */
function cells(pairs: string): Cell[] {
  return pairs.split(' ').map((pair): Cell => [Number(pair[0]), Number(pair[1])]);
}
