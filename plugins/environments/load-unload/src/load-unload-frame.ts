import type { Frame } from '@pomdp-gym/contracts';
import { drawing, drawingColours, drawnWord, picture } from '@pomdp-gym/models';

/** A cart on its road. */
export interface CartOnRoad {
  /** Counted from 0, at the left end. */
  readonly segment: number;
  readonly isLoaded: boolean;
  /** The segments of the road. */
  readonly length: number;
}

/** Longer roads are not drawn: their segments would be too small to see. */
const LONGEST = 40;

/** The road with the pile at its left end, the cart on it, full or empty. */
export function loadUnloadFrame({ segment, isLoaded, length }: CartOnRoad): Frame {
  const above = ' '.repeat(segment + 1) + (isLoaded ? '■' : '□');
  return {
    picture: picture([above, `^${'_'.repeat(length)}v`], {
      '■': 'object',
      '□': 'agent',
      '^': 'goal',
      v: 'goal',
    }),
    ...(length <= LONGEST && { svg: roadSvg({ segment, isLoaded, length }) }),
    facts: { cart: isLoaded ? 'loaded' : 'empty', segment: `${segment + 1} of ${length}` },
  };
}

const SIDE = 64;

function roadSvg({ segment, isLoaded, length }: CartOnRoad): string {
  const ground = Array.from({ length }, (_, i) => {
    const isEnd = i === 0 || i === length - 1;
    const fill = isEnd ? drawingColours.goal : drawingColours.wall;
    return `<rect x="${i * SIDE + 2}" y="84" width="${SIDE - 4}" height="30" fill="${fill}"/>`;
  });
  const white = { size: 12, colour: '#ffffff' };
  return drawing(SIDE * length, 120, [
    ...ground,
    drawnWord('load', SIDE / 2, 99, white),
    drawnWord('unload', SIDE * (length - 0.5), 99, white),
    `<g transform="translate(${SIDE * (segment + 0.5)} 0)">${cart(isLoaded)}</g>`,
  ]);
}

function cart(isLoaded: boolean): string {
  const load = `<path d="M-16 46Q0 14 16 46Z" fill="${drawingColours.object}"/>`;
  return (
    `${isLoaded ? load : ''}<path d="M-24 46H24L18 68H-18Z" fill="${drawingColours.agent}"/>` +
    '<circle cx="-11" cy="74" r="8" fill="#333333"/><circle cx="11" cy="74" r="8" fill="#333333"/>'
  );
}
