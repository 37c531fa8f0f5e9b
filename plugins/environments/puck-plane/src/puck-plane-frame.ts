import type { Frame } from '@pomdp-gym/contracts';
import { picture } from '@pomdp-gym/models';
import { hypot } from '@pomdp-gym/numerics';
import { type Puck, SIZE } from './puck.js';

const COLUMNS = 40;
const ROWS = 20;

export interface PuckPlaneState {
  readonly puck: Readonly<Puck>;
  readonly target: { readonly x: number; readonly y: number };
  /** Seconds until everything is drawn afresh. */
  readonly secondsLeft: number;
}

/** The plane from above: `@` the puck (its centre) and `x` the target. */
export function puckPlaneFrame({ puck, target, secondsLeft }: PuckPlaneState): Frame {
  const at = (row: number, column: number, { x, y }: { x: number; y: number }) =>
    cell(x, COLUMNS) === column && cell(SIZE - y, ROWS) === row;
  const mark = (row: number, column: number) =>
    at(row, column, puck) ? '@' : at(row, column, target) ? 'x' : ' ';
  const wall = '#'.repeat(COLUMNS + 2);
  const lines = Array.from(
    { length: ROWS },
    (_, row) => `#${Array.from({ length: COLUMNS }, (_, column) => mark(row, column)).join('')}#`,
  );
  return {
    picture: picture([wall, ...lines, wall], { '#': 'wall', '@': 'agent', x: 'goal' }),
    facts: {
      position: pair(puck.x, puck.y),
      velocity: pair(puck.vx, puck.vy),
      target: pair(target.x, target.y),
      distance: hypot(target.x - puck.x, target.y - puck.y).toFixed(1),
      'seconds left': secondsLeft.toFixed(1),
    },
  };
}

function cell(along: number, cells: number): number {
  return Math.min(cells - 1, Math.floor((along / SIZE) * cells));
}

function pair(x: number, y: number): string {
  return `(${x.toFixed(1)}, ${y.toFixed(1)})`;
}
