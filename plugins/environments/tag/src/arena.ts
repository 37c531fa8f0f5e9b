/** A move by one cell, x to the east and y to the north. */
export type Direction = readonly [dx: number, dy: number];

/** north, south, east, west: the order of the public file's actions. */
export const directions: readonly Direction[] = [
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
];

/** The arena from the south: two rows of ten cells, and above their middle three rows of three. */
const rows = [
  { y: 0, from: 0, to: 9 },
  { y: 1, from: 0, to: 9 },
  { y: 2, from: 5, to: 7 },
  { y: 3, from: 5, to: 7 },
  { y: 4, from: 5, to: 7 },
];
export const WIDTH = 10;
export const HEIGHT = rows.length;

/** The 29 cells, numbered from the south-west along the rows as in the public file. */
export const cells: readonly { readonly x: number; readonly y: number }[] = rows.flatMap(({ y, from, to }) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ x: from + i, y })),
);

const numbers = new Map(cells.map(({ x, y }, cell) => [y * WIDTH + x, cell]));

/** The number of the cell at (x, y); undefined outside the arena. */
export function cellAt(x: number, y: number): number | undefined {
  return x < 0 || x >= WIDTH ? undefined : numbers.get(y * WIDTH + x);
}

/** Where one step from a cell ends: at the wall it ends where it began. */
export function stepFrom(cell: number, [dx, dy]: Direction): number {
  const { x, y } = cells[cell]!;
  return cellAt(x + dx, y + dy) ?? cell;
}
