import { drawing, drawingColours, drawnWord } from '@pomdp-gym/models';

const WIDTH = 480;
const STARS = [
  [150, 40],
  [205, 130],
  [262, 28],
  [322, 118],
  [240, 88],
] as const;

/**
 * The two stations and the ship between them.
 *
 * @param place how far to the right the ship is: 0 at the left end of the picture, 1 at its right end.
 */
export function shuttleSvg(place: number, looksLeft: boolean): string {
  const turn = looksLeft ? 'scale(-1 1)' : '';
  return drawing(WIDTH, 160, [
    '<rect x="0" y="0" width="480" height="160" fill="#1b2233"/>',
    ...STARS.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="1.5" fill="#e8e9ec"/>`),
    station(0, 'LRV'),
    station(WIDTH - 90, 'MRV'),
    `<g transform="translate(${(24 + (WIDTH - 48) * place).toFixed(1)} 88) ${turn}">${SHIP}</g>`,
  ]);
}

/** A station: a bay that is open, with its name above. */
function station(x: number, name: string): string {
  return (
    `<rect x="${x}" y="44" width="90" height="88" fill="#4a4f57"/>` +
    `<rect x="${x + 8}" y="60" width="74" height="56" fill="#2b3040" stroke="${drawingColours.goal}" stroke-width="3"/>` +
    drawnWord(name, x + 45, 26, { size: 18, colour: '#ffffff' })
  );
}

/** A ship that looks to the right. */
const SHIP =
  `<path d="M-20 -13H4L24 0L4 13H-20Z" fill="#7db4f5"/><path d="M-20 -9L-30 0L-20 9Z" fill="#f0a35c"/>` +
  '<circle cx="6" cy="0" r="5" fill="#1b2233"/>';
