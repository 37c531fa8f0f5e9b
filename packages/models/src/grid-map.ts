/** The compass, clockwise: a heading is an index into it, and turning right adds one modulo four. */
export const HEADINGS = ['north', 'east', 'south', 'west'] as const;

/** No cell lies there. */
export const NO_CELL = -1;

const STEPS = [
  [-1, 0],
  [0, 1],
  [1, 0],
  [0, -1],
] as const;

/**
 * A grid world drawn in text, one character a square: `#` is wall, as is everything outside the drawing, and every other
 * character a free cell. Cells are numbered from 0, line by line from the top and left to right.
 */
export class GridMap {
  /** The line and the column of each cell, from 0. */
  readonly cells: readonly (readonly [line: number, column: number])[];
  private readonly numbers = new Map<string, number>();

  constructor(private readonly drawing: readonly string[]) {
    const cells: [number, number][] = [];
    drawing.forEach((text, line) => {
      for (let column = 0; column < text.length; column++) {
        if (text[column] === '#') continue;
        this.numbers.set(`${line},${column}`, cells.length);
        cells.push([line, column]);
      }
    });
    this.cells = cells;
  }

  /** The cell one square away from `cell`, or NO_CELL where a wall is. */
  neighbour(cell: number, heading: number): number {
    const [line, column] = this.cells[cell]!;
    const [down, right] = STEPS[heading]!;
    return this.numbers.get(`${line + down},${column + right}`) ?? NO_CELL;
  }

  /** The cells drawn with this character, in order. */
  marked(mark: string): number[] {
    return [...this.cells.keys()].filter((cell) => {
      const [line, column] = this.cells[cell]!;
      return this.drawing[line]![column] === mark;
    });
  }

  /** The drawing with one character in place of what stands in `cell`. */
  drawn(cell: number, mark: string): string[] {
    const [line, column] = this.cells[cell]!;
    return this.drawing.map((text, at) =>
      at === line ? text.slice(0, column) + mark + text.slice(column + 1) : text,
    );
  }
}
