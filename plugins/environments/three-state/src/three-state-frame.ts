import type { Frame } from '@pomdp-gym/contracts';
import { drawing, drawingColours, drawnWord, picture } from '@pomdp-gym/models';

const NAMES = ['A', 'B', 'C'];
const C = 2;
/** Where the states stand. */
const PLACES = [
  [70, 150],
  [250, 150],
  [160, 50],
] as const;

/** The three states, and which of them it is. */
export function threeStateFrame(state: number): Frame {
  const above = NAMES.map((_, other) => (other === state ? '@' : ' ')).join('   ');
  return {
    picture: picture([above, NAMES.join('   ')], { '@': 'agent', C: 'goal' }),
    svg: drawing(320, 200, [
      '<path d="M70 150H250L160 50Z" fill="none" stroke="#b9b4a6" stroke-width="4"/>',
      ...NAMES.map((name, other) => disc(name, PLACES[other]!, other === state)),
      drawnWord('pays 1', 232, 50, { colour: drawingColours.goal }),
    ]),
    facts: { state: NAMES[state]! },
  };
}

function disc(name: string, [x, y]: readonly [number, number], isHere: boolean): string {
  const rim = name === NAMES[C] ? drawingColours.goal : drawingColours.wall;
  const fill = isHere ? drawingColours.agent : '#ffffff';
  return (
    `<circle cx="${x}" cy="${y}" r="32" fill="${fill}" stroke="${rim}" stroke-width="4"/>` +
    drawnWord(name, x, y, { size: 24, colour: isHere ? '#ffffff' : drawingColours.label })
  );
}
