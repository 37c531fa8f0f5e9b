import { drawing, drawingColours, drawnWord } from '@pomdp-gym/models';
import { CAPACITY, callTypes, type Configuration } from './link.js';

const SIDE = 42;
const TOP = 40;
/** The colour of each type of call. */
const COLOURS = ['#1f6fb4', '#94600b', '#1f8a3f'];

/** The ten units of the link, each with the call on it, and to the left the call that asks, if one does. */
export function linkSvg(configuration: Configuration, asking: number | undefined): string {
  const units = configuration.flatMap((calls, type) => new Array<number>(calls).fill(type));
  const left = 2 * SIDE;
  return drawing(left + CAPACITY * SIDE + 12, TOP + SIDE + 16, [
    drawnWord('the link', left + (CAPACITY * SIDE) / 2, 20),
    ...Array.from({ length: CAPACITY }, (_, i) => unit(left + i * SIDE, units[i])),
    ...(asking === undefined ? [] : [call(SIDE * 0.7, asking), offer(asking)]),
  ]);
}

function unit(x: number, type: number | undefined): string {
  const box = `<rect x="${x}" y="${TOP}" width="${SIDE}" height="${SIDE}" fill="#ffffff" stroke="${drawingColours.wall}" stroke-width="2"/>`;
  return type === undefined ? box : box + call(x + SIDE / 2, type);
}

function call(x: number, type: number): string {
  const y = TOP + SIDE / 2;
  return (
    `<circle cx="${x}" cy="${y}" r="15" fill="${COLOURS[type]}"/>` +
    drawnWord(String(type + 1), x, y, { size: 16, colour: '#ffffff' })
  );
}

/** What the call that asks is worth, and an arrow to the link. */
function offer(type: number): string {
  const y = TOP + SIDE / 2;
  return (
    drawnWord(`pays ${callTypes[type]!.reward}`, SIDE * 0.7, 20) +
    `<path d="M50 ${y}H72M64 ${y - 7}L73 ${y}L64 ${y + 7}" fill="none" stroke="${drawingColours.label}" stroke-width="3"/>`
  );
}
