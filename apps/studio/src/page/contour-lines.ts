/** A place on a grid: column and row, counted from 0, fractions between. */
export type GridPlace = readonly [column: number, row: number];

/** A piece of a contour within one square of a grid. */
export type ContourPiece = readonly [GridPlace, GridPlace];

/** Values on a grid, row by row; null or absent where one is not known. */
export type Grid = readonly (readonly (number | null)[] | undefined)[];

/**
 * Where values on a grid, linear along its edges, are at a level: marching squares, with the mean of the four corners where both
 * diagonals are possible. Squares with an unknown corner have none.
 *
 * @param rounding Values that are no further than this from the level count as the level itself.
 */
export function contourLines(grid: Grid, level: number, rounding = 0): readonly ContourPiece[] {
  const above = (value: number): number => (Math.abs(value - level) <= rounding ? 0 : value - level);
  return grid.flatMap((row, j) =>
    (row ?? []).flatMap((_, i) => {
      const corners = [grid[j]?.[i], grid[j]?.[i + 1], grid[j + 1]?.[i + 1], grid[j + 1]?.[i]];
      const known = corners.filter((value) => value != null);
      return known.length < 4 ? [] : piecesOf(known.map(above)).map((piece) => moved(piece, i, j));
    }),
  );
}

/** The corners of a square, around it. */
const CORNERS: readonly GridPlace[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

/** The pieces in one square, by what its corners are above the level. */
function piecesOf(above: readonly number[]): readonly ContourPiece[] {
  const crossings = above.flatMap((value, c) => {
    const next = above[(c + 1) % 4]!;
    return value >= 0 === next >= 0 ? [] : [between(c, value / (value - next))];
  });
  const [a, b, c, d] = crossings;
  if (!a || !b) return [];
  if (!c || !d) return [[a, b]];
  const isMiddleAbove = above.reduce((sum, value) => sum + value, 0) >= 0;
  return isMiddleAbove === above[0]! >= 0
    ? [
        [a, b],
        [c, d],
      ]
    : [
        [d, a],
        [b, c],
      ];
}

/** The place on the edge that leads from a corner to the next. */
function between(corner: number, part: number): GridPlace {
  const [[x, y], [nextX, nextY]] = [CORNERS[corner]!, CORNERS[(corner + 1) % 4]!];
  return [x + part * (nextX - x), y + part * (nextY - y)];
}

function moved([[a, b], [c, d]]: ContourPiece, columns: number, rows: number): ContourPiece {
  return [
    [a + columns, b + rows],
    [c + columns, d + rows],
  ];
}
