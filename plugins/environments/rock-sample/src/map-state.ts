import type { Cell, Layout } from './layout.js';

/** What a state number stands for, as long as the robot is on the map. */
export interface MapState {
  readonly x: number;
  readonly y: number;
  /** One bit a rock, the first rock the highest; 1 is good. */
  readonly rocks: number;
}

/** How many states a map has: every place and every quality of the rocks, and one more for having left. */
export function stateCount(n: number, k: number): number {
  return n * n * 2 ** k + 1;
}

/** The number of a state, as in the public files: rocks + 2^k (y + n x). Having left is the last number. */
export function encode({ size, rocks: { length: k } }: Layout, { x, y, rocks }: MapState): number {
  return rocks + 2 ** k * (y + size * x);
}

/** What a state number stands for; undefined for having left. */
export function decode({ size, rocks: { length: k } }: Layout, state: number): MapState | undefined {
  const cell = Math.floor(state / 2 ** k);
  if (cell >= size * size) return undefined;
  return { x: Math.floor(cell / size), y: cell % size, rocks: state % 2 ** k };
}

/** The rock at a cell, −1 where there is none. */
export function rockAt(layout: Layout, [x, y]: Cell): number {
  return layout.rocks.findIndex(([rockX, rockY]) => rockX === x && rockY === y);
}

export function isGood({ rocks: { length: k } }: Layout, rocks: number, rock: number): boolean {
  return (rocks & bitOf(k, rock)) !== 0;
}

/** The same rocks with one of them bad. */
export function spoiled({ rocks: { length: k } }: Layout, rocks: number, rock: number): number {
  return rocks & ~bitOf(k, rock);
}

function bitOf(k: number, rock: number): number {
  return 1 << (k - 1 - rock);
}
