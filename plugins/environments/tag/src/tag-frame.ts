import type { Frame, TakenStep } from '@pomdp-gym/contracts';
import { mapSvg, picture } from '@pomdp-gym/models';
import { cellAt, cells, HEIGHT, WIDTH } from './arena.js';
import { type Positions, positionsOf } from './tag-model.js';

/** The arena with north above: `@` the robot, `o` the opponent, `&` both in one cell, `x` the tagged opponent under the robot. */
export function tagFrame(state: number, last: TakenStep | undefined): Frame {
  const positions = positionsOf(state);
  const lines = Array.from({ length: HEIGHT }, (_, row) => rowText(positions, HEIGHT - 1 - row));
  const drawn = picture(lines, { '@': 'agent', '&': 'agent', x: 'goal', o: 'object', ' ': 'wall' });
  return {
    picture: drawn,
    svg: mapSvg(drawn),
    facts: {
      robot: place(positions.robot),
      opponent: positions.opponent === undefined ? 'tagged' : place(positions.opponent),
      ...(last && { 'robot sees': last.observation === cells.length ? 'the opponent' : 'only itself' }),
      ...(last && { reward: String(last.reward) }),
    },
  };
}

function rowText({ robot, opponent }: Positions, y: number): string {
  return Array.from({ length: WIDTH }, (_, x) => {
    const cell = cellAt(x, y);
    if (cell === undefined) return ' ';
    if (cell === robot) return opponent === undefined ? 'x' : opponent === robot ? '&' : '@';
    return cell === opponent ? 'o' : '.';
  }).join('');
}

function place(cell: number): string {
  const { x, y } = cells[cell]!;
  return `(${x}, ${y})`;
}
