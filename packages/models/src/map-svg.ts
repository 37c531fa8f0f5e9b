import type { FrameRole, FrameSpan } from '@pomdp-gym/contracts';
import { drawingColours } from './drawing.js';

/** Side of a square in the drawing. */
const SIDE = 40;

/** Quarter turns of an arrow, from pointing north. */
const ARROWS: Readonly<Record<string, number>> = { '^': 0, '>': 1, v: 2, '<': 3 };

/**
 * The picture of a map, one character a square, as one `<svg>` element: walls dark, the agent a disc (an arrow where it is drawn
 * as one), goals stars, hazards crosses, and what has a letter a badge with it.
 */
export function mapSvg(picture: readonly (readonly FrameSpan[])[]): string {
  const lines = picture.map((line) =>
    line.flatMap(({ text, role }) => [...text].map((character) => ({ character, role }))),
  );
  const width = SIDE * Math.max(1, ...lines.map(({ length }) => length));
  const squares = lines.flatMap((line, row) =>
    line.map(({ character, role }, column) => square(character, role, column * SIDE, row * SIDE)),
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${SIDE * Math.max(1, lines.length)}">` +
    `${squares.join('')}</svg>`
  );
}

function square(character: string, role: FrameRole, x: number, y: number): string {
  const fill = role === 'wall' ? drawingColours.wall : drawingColours.floor;
  const ground = `<rect x="${x}" y="${y}" width="${SIDE}" height="${SIDE}" fill="${fill}" stroke="#d3d0c6"/>`;
  const mark = role === 'wall' ? '' : markOf(character, role);
  return mark === ''
    ? ground
    : `${ground}<g transform="translate(${x + SIDE / 2} ${y + SIDE / 2})">${mark}</g>`;
}

/** A mark around the middle of its square. */
function markOf(character: string, role: FrameRole): string {
  const colour = drawingColours[role];
  const quarters = ARROWS[character];
  if (quarters !== undefined)
    return `<path d="M0 -14L11 12L0 6L-11 12Z" fill="${colour}" transform="rotate(${90 * quarters})"/>`;
  if (role === 'agent') return agent(character, colour);
  if (/^[A-Za-z0-9]$/.test(character) && role !== 'goal')
    return `<circle r="14" fill="${colour}"/>${letter(character, '#ffffff')}`;
  if (role === 'goal') return `<path d="${STAR}" fill="${colour}"/>`;
  if (role === 'hazard')
    return `<path d="M-10 -10L10 10M10 -10L-10 10" stroke="${colour}" stroke-width="5"/>`;
  if (role === 'object') return `<path d="M0 -13L13 0L0 13L-13 0Z" fill="${colour}"/>`;
  return character.trim() === '' || character === '.' ? '' : letter(character, drawingColours.label);
}

/** `@` is the agent alone; with another character something else is in its square too. */
function agent(character: string, colour: string): string {
  const disc = `<circle r="12" fill="${colour}"/>`;
  return character === '@'
    ? disc
    : `<path d="M0 -19L19 0L0 19L-19 0Z" fill="${drawingColours.object}"/>${disc}`;
}

/** Five points, the first above the middle. */
const STAR = 'M0 -15L4 -5L14 -5L6 2L9 12L0 6L-9 12L-6 2L-14 -5L-4 -5Z';

function letter(character: string, colour: string): string {
  const text = character.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<text y="6" text-anchor="middle" font-family="sans-serif" font-size="17" font-weight="bold" fill="${colour}">${text}</text>`;
}
