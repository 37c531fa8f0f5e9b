import type { Frame } from '@pomdp-gym/contracts';
import { picture } from '@pomdp-gym/models';
import type { Grid } from './grid-text.js';

const ROLES = { '#': 'wall', '@': 'agent', G: 'goal', H: 'hazard', S: 'object' } as const;
const COLOURS: Readonly<Record<string, string>> = { S: '#e8d9b0', '.': '#dcebf5', H: '#333', G: '#2a9d4a' };
/** Side of a square in the drawing. */
const SIDE = 40;

/** The grid from above: `@` is the agent. */
export function gridFrame(grid: Grid, cell: number, seen: string): Frame {
  const lines = grid.map.drawn(cell, '@');
  return { picture: picture(lines, ROLES), svg: gridSvg(grid, cell, lines), facts: { sees: seen } };
}

function gridSvg({ map, tiles }: Grid, agent: number, lines: readonly string[]): string {
  const width = SIDE * Math.max(...lines.map((line) => line.length));
  const squares = map.cells.map(
    ([line, column], cell) =>
      `<rect x="${column * SIDE}" y="${line * SIDE}" width="${SIDE}" height="${SIDE}" fill="${COLOURS[tiles[cell]!]}" stroke="#888"/>`,
  );
  const [line, column] = map.cells[agent]!;
  const disc = `<circle cx="${(column + 0.5) * SIDE}" cy="${(line + 0.5) * SIDE}" r="${SIDE / 4}" fill="#1f6fb4"/>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${SIDE * lines.length}">` +
    `<rect width="100%" height="100%" fill="#555"/>${squares.join('')}${disc}</svg>`
  );
}
