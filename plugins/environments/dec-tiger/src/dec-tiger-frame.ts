import type { Frame } from '@pomdp-gym/contracts';
import { drawing, drawingColours, drawnWord, picture } from '@pomdp-gym/models';

const DOORS = ['left door', 'right door'];

/**
 * Two doors, what is behind each, and the two agents before them.
 *
 * @param tiger the door with the tiger: 0 left, 1 right.
 * @param heard where each agent heard it last; undefined where not both have listened.
 */
export function decTigerFrame(tiger: number, heard: readonly [number, number] | undefined): Frame {
  const behind = [0, 1].map((side) => (side === tiger ? 'T' : '$'));
  const doors = ['+---+   +---+', `| ${behind[0]} |   | ${behind[1]} |`, '+---+   +---+', '    @   @'];
  const roles = { T: 'hazard', $: 'goal', '@': 'agent', '+': 'wall', '-': 'wall', '|': 'wall' } as const;
  return {
    picture: picture(doors, roles),
    svg: doorsSvg(tiger, heard),
    facts: {
      'tiger behind': DOORS[tiger]!,
      ...(heard && { 'agent 1 heard': DOORS[heard[0]]!, 'agent 2 heard': DOORS[heard[1]]! }),
    },
  };
}

function doorsSvg(tiger: number, heard: readonly [number, number] | undefined): string {
  return drawing(320, 250, [
    ...[0, 1].map((side) => door(80 + 160 * side, side === tiger)),
    ...[0, 1].map((k) => agent(k, heard?.[k])),
  ]);
}

function door(x: number, hasTiger: boolean): string {
  const { hazard, goal } = drawingColours;
  return (
    `<rect x="${x - 52}" y="14" width="104" height="140" rx="6" fill="#6b5639"/>` +
    `<rect x="${x - 43}" y="23" width="86" height="131" fill="#ffffff"/>` +
    drawnWord(hasTiger ? 'tiger' : 'treasure', x, 88, { size: 15, colour: hasTiger ? hazard : goal })
  );
}

/** An agent, and an arrow to the door behind which it heard the tiger. */
function agent(k: number, heard: number | undefined): string {
  const [x, colour] = [120 + 80 * k, drawingColours.agent];
  const aim = heard === undefined ? undefined : 80 + 160 * heard + (k === 0 ? -14 : 14);
  const arrow =
    aim === undefined
      ? ''
      : `<line x1="${x}" y1="200" x2="${aim}" y2="162" stroke="${colour}" stroke-width="4" stroke-dasharray="6 5"/>` +
        `<circle cx="${aim}" cy="160" r="6" fill="${colour}"/>`;
  return `${arrow}<circle cx="${x}" cy="215" r="22" fill="${colour}"/>${drawnWord(String(k + 1), x, 215, { size: 18, colour: '#ffffff' })}`;
}
