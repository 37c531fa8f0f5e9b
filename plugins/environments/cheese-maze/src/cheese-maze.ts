import { environment, type FiniteModel, type Frame } from '@pomdp-gym/contracts';
import { finiteModel, GridMap, mapSvg, ModelEnvironment, NO_CELL, picture } from '@pomdp-gym/models';
import { z } from 'zod';

const map = new GridMap(['     ', ' # # ', ' #c# ']);
const CHEESE = map.marked('c')[0]!;

/** The cells in the order of the states: line by line, the cheese last. */
const cells = [...map.cells.keys()].filter((cell) => cell !== CHEESE).concat(CHEESE);
const goal = cells.length - 1;

const actions = ['N0', 'S0', 'E0', 'W0'];
const headingOf = [0, 2, 1, 3];

/** Which walls stand around, named by the openings: what the agent sees is its cell's kind and no more. */
const observations = ['ES', 'EW', 'ESW', 'SW', 'NS', 'N', 'cheese'];

/** A new try begins anywhere but at the cheese. */
const start = Array.from({ length: goal }, (_, state) => [state, 1 / goal] as const);

function transition(state: number, action: number): readonly (readonly [number, number])[] {
  if (state === goal) return start;
  const next = map.neighbour(cells[state]!, headingOf[action]!);
  return [[next === NO_CELL ? state : cells.indexOf(next), 1]];
}

function seenIn(state: number): number {
  if (state === goal) return observations.indexOf('cheese');
  const open = [...'NESW'].filter((_, heading) => map.neighbour(cells[state]!, heading) !== NO_CELL);
  return observations.indexOf(open.join(''));
}

function cheeseMazeModel(): FiniteModel {
  return finiteModel({
    states: cells.length,
    actions: actions.length,
    observations: observations.length,
    labels: { actions, observations },
    transition,
    observation: (_action, next) => [[seenIn(next), 1]],
    reward: (_state, _action, next) => (next === goal ? 1 : 0),
    start,
    discount: 0.95,
  });
}

export function cheeseMazeFrame(state: number): Frame {
  const walls = ['#######', ...map.drawn(cells[state]!, '@').map((line) => `#${line}#`), '#######'];
  const drawn = picture(walls, { '#': 'wall', '@': 'agent', c: 'goal' });
  return {
    picture: drawn,
    svg: mapSvg(drawn),
    facts: { sees: observations[seenIn(state)]! },
  };
}

export const cheeseMaze = environment({
  id: 'CheeseMaze-v0',
  summary: 'McCallum’s cheese maze: eleven cells, of which the agent sees only the walls around it.',
  options: z.strictObject({}),
  create: () => new ModelEnvironment(cheeseMazeModel(), { frame: cheeseMazeFrame }),
});
