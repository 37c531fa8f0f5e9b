/**
 * The noise of the robot in Littman, Cassandra and Kaelbling's hallways. Headings count clockwise; a turn is a number of
 * quarter turns to the right, modulo four.
 */

type Outcomes = readonly (readonly [outcome: number, probability: number])[];

/** What `forward` does: the direction it moves in, and the heading it leaves the robot with, both relative to the heading. */
export interface Move {
  readonly direction: number;
  readonly turn: number;
  readonly probability: number;
}

/**
 * .8 ahead, .05 to each side (then facing that way), .05 backwards (half of it facing back); the remaining .05, and
 * whatever a wall stops, leave the robot as it is.
 */
export const forwardMoves: readonly Move[] = [
  { direction: 0, turn: 0, probability: 0.8 },
  { direction: 1, turn: 1, probability: 0.05 },
  { direction: 3, turn: 3, probability: 0.05 },
  { direction: 2, turn: 0, probability: 0.025 },
  { direction: 2, turn: 2, probability: 0.025 },
];

/** By the quarter turns intended (1 right, 2 around, 3 left): how likely each number of quarter turns is. */
export const turns: Readonly<Record<1 | 2 | 3, readonly number[]>> = {
  1: [0.1, 0.7, 0.1, 0.1],
  2: [0.1, 0.15, 0.6, 0.15],
  3: [0.1, 0.1, 0.1, 0.7],
};

/** How often a wall is detected where there is one, and where there is none. */
const SEES_WALL = 0.9;
const SEES_PHANTOM = 0.05;

export const PATTERNS = 16;

/** The names of the 16 patterns: the letters of the directions (front, right, back, left) in which a wall is detected. */
export const patternNames = Array.from({ length: PATTERNS }, (_, pattern) => {
  const letters = [...'FRBL'].filter((_letter, direction) => detects(pattern, direction));
  return `walls-${letters.join('') || 'none'}`;
});

/** The four detectors, each wrong on its own; the one ahead is the highest bit of the pattern. */
export function detectedWalls(walls: readonly boolean[]): Outcomes {
  return Array.from({ length: PATTERNS }, (_, pattern) => {
    const probability = walls.reduce((product, wall, direction) => {
      const rate = wall ? SEES_WALL : SEES_PHANTOM;
      return product * (detects(pattern, direction) ? rate : 1 - rate);
    }, 1);
    return [pattern, probability] as const;
  });
}

function detects(pattern: number, direction: number): boolean {
  return ((pattern >> (3 - direction)) & 1) === 1;
}
