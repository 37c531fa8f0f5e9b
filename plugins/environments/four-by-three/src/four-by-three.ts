import { environment, type FiniteModel, type Frame } from '@pomdp-gym/contracts';
import { finiteModel, GridMap, mapSvg, ModelEnvironment, NO_CELL, picture } from '@pomdp-gym/models';
import { z } from 'zod';

const options = z.strictObject({
  misprint: z
    .boolean()
    .default(true)
    .describe(
      'keep the one entry of the public file that contradicts its description, as published results have it',
    ),
});

export type FourByThreeOptions = z.infer<typeof options>;

/** The cells are the states, numbered line by line; `+` pays 1 and `-` costs 1. */
const map = new GridMap(['   +', ' # -', '    ']);
const [good, bad] = [map.marked('+')[0]!, map.marked('-')[0]!];
const [EAST, WEST] = [1, 3];

const actions = ['n', 's', 'e', 'w'];
const headingOf = [0, 2, EAST, WEST];

/** Third of the bottom row. Moving east there, the public file slips west with .1 where the wall to the south should stop it. */
const MISPRINTED_CELL = 9;

const observations = ['left', 'right', 'neither', 'both', 'good', 'bad'];

const isEnd = (cell: number) => cell === good || cell === bad;

/** A new try begins in any of the nine plain cells. */
const start = [...map.cells.keys()].filter((cell) => !isEnd(cell)).map((cell) => [cell, 1 / 9] as const);

/** .8 as intended, .1 to either side of it; a wall keeps the agent where it is. */
function transition(cell: number, action: number, misprint: boolean): readonly (readonly [number, number])[] {
  if (isEnd(cell)) return start;
  const reach = (turn: number) => {
    const next = map.neighbour(cell, (headingOf[action]! + turn) % 4);
    return next === NO_CELL ? cell : next;
  };
  const misprinted = misprint && cell === MISPRINTED_CELL && headingOf[action] === EAST;
  return [
    [reach(0), 0.8],
    [misprinted ? reach(2) : reach(1), 0.1],
    [reach(3), 0.1],
  ];
}

/** What the two wall detectors, to the west and to the east, show in a cell. */
function seenIn(cell: number): number {
  if (cell === good) return observations.indexOf('good');
  if (cell === bad) return observations.indexOf('bad');
  const left = map.neighbour(cell, WEST) === NO_CELL;
  const right = map.neighbour(cell, EAST) === NO_CELL;
  return observations.indexOf(left && right ? 'both' : left ? 'left' : right ? 'right' : 'neither');
}

function fourByThreeModel({ misprint }: FourByThreeOptions): FiniteModel {
  return finiteModel({
    states: map.cells.length,
    actions: actions.length,
    observations: observations.length,
    labels: { actions, observations },
    transition: (cell, action) => transition(cell, action, misprint),
    observation: (_action, next) => [[seenIn(next), 1]],
    reward: (cell) => (cell === good ? 1 : cell === bad ? -1 : -0.04),
    start,
    discount: 0.95,
  });
}

export function fourByThreeFrame(cell: number): Frame {
  const walls = ['######', ...map.drawn(cell, '@').map((line) => `#${line}#`), '######'];
  const roles = { '#': 'wall', '@': 'agent', '+': 'goal', '-': 'hazard' } as const;
  const drawn = picture(walls, roles);
  return { picture: drawn, svg: mapSvg(drawn), facts: { sees: observations[seenIn(cell)]! } };
}

export const fourByThree = environment({
  id: 'FourByThree-v0',
  summary: "Russell's 4×3 grid with slipping moves, seen through two wall detectors.",
  options,
  create: (chosen) => new ModelEnvironment(fourByThreeModel(chosen), { frame: fourByThreeFrame }),
});
