import type { Frame, FrameRole, TakenStep } from '@pomdp-gym/contracts';
import { mapSvg, picture } from '@pomdp-gym/models';
import type { Layout } from './layout.js';
import { decode, isGood, type MapState, rockAt } from './map-state.js';

/**
 * The map with north above: `@` the robot, `A` a good rock 0 and `a` a bad one (`B` and `b` rock 1, and so on), `>` the
 * edge that leads out, `#` the edges that do not.
 */
export function rockSampleFrame(layout: Layout, state: number, last: TakenStep | undefined): Frame {
  const here = decode(layout, state);
  const edge = '#'.repeat(layout.size + 2);
  const rows = Array.from({ length: layout.size }, (_, row) => rowText(layout, here, layout.size - 1 - row));
  const drawn = picture([edge, ...rows, edge], roles(layout.rocks.length));
  return {
    picture: drawn,
    svg: mapSvg(drawn),
    facts: {
      robot: here ? `(${here.x}, ${here.y})` : 'has left the map',
      ...(here && { rocks: layout.rocks.map((_, rock) => letter(layout, here, rock)).join(' ') }),
      ...(last && { 'last reading': last.observation === 0 ? 'good' : 'bad', reward: String(last.reward) }),
    },
  };
}

function rowText(layout: Layout, here: MapState | undefined, y: number): string {
  const cells = Array.from({ length: layout.size }, (_, x) => {
    if (here?.x === x && here.y === y) return '@';
    const rock = rockAt(layout, [x, y]);
    return rock < 0 ? '.' : letter(layout, here, rock);
  });
  return `#${cells.join('')}>`;
}

/** Once the robot has left, nobody knows the rocks any more: they are drawn as `a`, `b`, …. */
function letter(layout: Layout, here: MapState | undefined, rock: number): string {
  const small = String.fromCharCode('a'.charCodeAt(0) + rock);
  return here && isGood(layout, here.rocks, rock) ? small.toUpperCase() : small;
}

function roles(rocks: number): Record<string, FrameRole> {
  const known: Record<string, FrameRole> = { '#': 'wall', '>': 'goal', '@': 'agent' };
  for (let rock = 0; rock < rocks; rock++) {
    const small = String.fromCharCode('a'.charCodeAt(0) + rock);
    known[small] = 'hazard';
    known[small.toUpperCase()] = 'object';
  }
  return known;
}
