import { InputError } from '@pomdp-gym/contracts';
import { GridMap, NO_CELL } from '@pomdp-gym/models';

/** A grid that was read from text: its squares and what is drawn on each. */
export interface Grid {
  readonly map: GridMap;
  /** The character of each cell: `S` start, `.` ice, `H` hole, `G` goal. */
  readonly tiles: readonly string[];
}

const MARKS = 'S.HG#';

/** Reads rows that are separated by `/`, as in `S./HG`. Throws an InputError where a character is unknown or there is no start or goal. */
export function readGrid(text: string): Grid {
  const rows = text.split('/');
  rows.forEach((row, line) => requireMarks(row, line));
  for (const mark of 'SG') {
    if (!text.includes(mark))
      throw new InputError(`The map ${text} has no ${mark}: mark the start S and the goal G, as in S./HG.`);
  }
  const map = new GridMap(rows);
  return { map, tiles: map.cells.map(([line, column]) => rows[line]![column]!) };
}

function requireMarks(row: string, line: number): void {
  const column = [...row].findIndex((mark) => !MARKS.includes(mark));
  if (column < 0) return;
  throw new InputError(
    `Row ${line + 1} of the map has ${row[column]} in column ${column + 1}; the characters of a map are S (start), . (ice), ` +
      'H (hole), G (goal) and # (wall).',
  );
}

/** What is drawn on the neighbour of a cell; `#` where a wall or the edge is. */
export function neighbourTile({ map, tiles }: Grid, cell: number, heading: number): string {
  const neighbour = map.neighbour(cell, heading);
  return neighbour === NO_CELL ? '#' : tiles[neighbour]!;
}
