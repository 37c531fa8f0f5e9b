import type { Frame } from '@pomdp-gym/contracts';
import { drawing, drawingColours, picture } from '@pomdp-gym/models';
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
    svg: planeSvg(puck, target),
    facts: {
      position: pair(puck.x, puck.y),
      velocity: pair(puck.vx, puck.vy),
      target: pair(target.x, target.y),
      distance: hypot(target.x - puck.x, target.y - puck.y).toFixed(1),
      'seconds left': secondsLeft.toFixed(1),
    },
  };
}

/** The side of the drawing. */
const SIDE = 400;

/** The target as rings, the puck as a disc with an arrow for its velocity: where it would be in two seconds. */
function planeSvg(puck: Readonly<Puck>, target: PuckPlaneState['target']): string {
  const across = (x: number) => fixed((x / SIZE) * SIDE);
  const down = (y: number) => fixed((1 - y / SIZE) * SIDE);
  const { agent, goal, wall } = drawingColours;
  const [x, y, ahead] = [
    across(puck.x),
    down(puck.y),
    [across(puck.x + 2 * puck.vx), down(puck.y + 2 * puck.vy)],
  ];
  return drawing(SIDE, SIDE, [
    `<rect x="2" y="2" width="${SIDE - 4}" height="${SIDE - 4}" fill="none" stroke="${wall}" stroke-width="4"/>`,
    ...[18, 9].map(
      (radius) =>
        `<circle cx="${across(target.x)}" cy="${down(target.y)}" r="${radius}" fill="none" stroke="${goal}" stroke-width="4"/>`,
    ),
    `<line x1="${x}" y1="${y}" x2="${ahead[0]}" y2="${ahead[1]}" stroke="${agent}" stroke-width="3"/>`,
    `<circle cx="${x}" cy="${y}" r="10" fill="${agent}"/>`,
  ]);
}

function fixed(value: number): string {
  return value.toFixed(2);
}

function cell(along: number, cells: number): number {
  return Math.min(cells - 1, Math.floor((along / SIZE) * cells));
}

function pair(x: number, y: number): string {
  return `(${x.toFixed(1)}, ${y.toFixed(1)})`;
}
