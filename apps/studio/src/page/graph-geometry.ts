/** A point of a picture. */
export type Point = readonly [x: number, y: number];

/** The width and the height of a picture. */
export type Size = readonly [width: number, height: number];

/** A node as it is drawn: a disc. */
export interface Disc {
  readonly centre: Point;
  readonly radius: number;
  /** The angle at which it looks away from the middle of the picture, in radians. */
  readonly outward: number;
}

/** An edge as it is drawn: a path up to its arrowhead, and the arrowhead. */
export interface Arrow {
  readonly path: string;
  readonly head: string;
}

/** Room between the discs and the rim of the picture, for loops. */
const MARGIN = 84;
/** The radius of a disc without a share, and what the whole share adds to it. */
const [LEAST, MORE] = [18, 22];
/** The room that a disc takes along the ellipse, in its radii. */
const ROOM = 3.4;

/** The nodes on an ellipse, the first at the top; the radius of a disc grows with the root of its share. */
export function discsOf(shares: readonly number[], [width, height]: Size): readonly Disc[] {
  const count = shares.length;
  const [across, up] = count === 1 ? [0, 0] : [width / 2 - MARGIN, height / 2 - MARGIN];
  const around = 2 * Math.PI * Math.min(across, up);
  const scale = count === 1 ? 1 : Math.min(1, around / count / (ROOM * LEAST));
  return shares.map((share, i) => {
    const outward = (2 * Math.PI * i) / count - Math.PI / 2;
    return {
      centre: [width / 2 + across * Math.cos(outward), height / 2 + up * Math.sin(outward)],
      radius: scale * (LEAST + MORE * Math.sqrt(share)),
      outward,
    };
  });
}

/** The arrow from a disc to another, bent to one side so that both directions are seen, or around the disc itself. */
export function arrowOf(from: Disc, to: Disc, width: number): Arrow {
  return from === to ? loop(from, width) : bow(from, to, width);
}

/** How far a bow is bent, for its length. */
const BEND = 1 / 7;

function bow(from: Disc, to: Disc, width: number): Arrow {
  const [[x1, y1], [x2, y2]] = [from.centre, to.centre];
  const bend: Point = [(x1 + x2) / 2 + (y2 - y1) * BEND, (y1 + y2) / 2 - (x2 - x1) * BEND];
  const start = towards(from.centre, bend, from.radius);
  const tip = towards(to.centre, bend, to.radius + 2);
  const base = towards(to.centre, bend, to.radius + 2 + headLength(width));
  return { path: `M${text(start)}Q${text(bend)} ${text(base)}`, head: head(base, tip, width) };
}

/** Half the angle between the ends of a loop, and that of the points that draw it outwards. */
const [ENDS, PULL] = [0.42, 0.62];
/** How far a loop is drawn outwards. */
const REACH = 58;

function loop({ centre, radius, outward }: Disc, width: number): Arrow {
  const at = (angle: number, distance: number): Point => [
    centre[0] + distance * Math.cos(outward + angle),
    centre[1] + distance * Math.sin(outward + angle),
  ];
  const tip = at(ENDS, radius + 2);
  const pull = at(PULL, radius + REACH);
  const base = towards(tip, pull, headLength(width));
  return {
    path: `M${text(at(-ENDS, radius))}C${text(at(-PULL, radius + REACH))} ${text(pull)} ${text(base)}`,
    head: head(base, tip, width),
  };
}

function headLength(width: number): number {
  return 7 + width;
}

/** A triangle from a base to its tip. */
function head(base: Point, tip: Point, width: number): string {
  const length = headLength(width);
  const half = (3 + width) / length;
  const [across, up] = [half * (tip[1] - base[1]), half * (base[0] - tip[0])];
  return `M${text(tip)}L${text([base[0] + across, base[1] + up])}L${text([base[0] - across, base[1] - up])}Z`;
}

/** The point at a distance from a start on the way to an aim. */
function towards(start: Point, aim: Point, distance: number): Point {
  const [x, y] = [aim[0] - start[0], aim[1] - start[1]];
  const share = distance / (Math.hypot(x, y) || 1);
  return [start[0] + share * x, start[1] + share * y];
}

function text([x, y]: Point): string {
  return `${x.toFixed(2)},${y.toFixed(2)}`;
}

/** The sector of a disc between two shares of its turn, from the top on clockwise. Its arc is two, since one whose ends meet is not drawn. */
export function sectorOf({ centre: [x, y], radius }: Disc, from: number, to: number): string {
  const at = (share: number): string => {
    const angle = 2 * Math.PI * share - Math.PI / 2;
    return text([x + radius * Math.cos(angle), y + radius * Math.sin(angle)]);
  };
  const arcTo = (share: number) => `A${radius},${radius} 0 0 1 ${at(share)}`;
  return `M${text([x, y])}L${at(from)}${arcTo((from + to) / 2)}${arcTo(to)}Z`;
}
