import { environment, type FiniteModel, type Frame } from '@pomdp-gym/contracts';
import { finiteModel, mapSvg, ModelEnvironment, picture } from '@pomdp-gym/models';
import { z } from 'zod';

const options = z.strictObject({
  length: z.int().min(1).max(1000).default(10).describe('moves from the start to the junction'),
});

export type TMazeOptions = z.infer<typeof options>;

const actions = ['north', 'east', 'south', 'west'];
const [NORTH, EAST, WEST] = [0, 1, 3];
const sides = ['north', 'south'];

const observations = ['sign-north', 'sign-south', 'corridor', 'junction'];
/** Bakker's codes of what is seen, his network's inputs. */
const codes = [
  [0, 1, 1],
  [1, 1, 0],
  [1, 0, 1],
  [0, 1, 0],
];

const GOAL_REWARD = 4;
const PENALTY = -0.1;

/** The places of one maze, in order: 0 … length along the corridor (the last the junction), the north arm, the south arm. */
const placesOf = (length: number) => length + 3;

/** Where an action leads from a place, arms aside, which end the episode. */
function move(place: number, action: number, length: number): number {
  if (action === EAST) return Math.min(place + 1, length);
  if (action === WEST) return Math.max(place - 1, 0);
  if (place < length) return place;
  return action === NORTH ? length + 1 : length + 2;
}

function tMazeModel({ length }: TMazeOptions): FiniteModel {
  const size = placesOf(length);
  const place = (state: number) => state % size;
  const side = (state: number) => (state < size ? 0 : 1);
  const isArm = (state: number) => place(state) > length;
  const seen = (state: number) => (place(state) === 0 ? side(state) : place(state) === length ? 3 : 2);
  return finiteModel({
    states: 2 * size,
    actions: actions.length,
    observations: observations.length,
    labels: {
      states: sides.flatMap((goal) => Array.from({ length: size }, (_, at) => `goal-${goal}-${at}`)),
      actions,
      observations,
    },
    transition: (state, action) => [
      [isArm(state) ? state : state - place(state) + move(place(state), action, length), 1],
    ],
    observation: (_action, next) => [[seen(next), 1]],
    initialObservation: (state) => [[seen(state), 1]],
    reward: (state, _action, next) => {
      if (isArm(state)) return 0;
      if (isArm(next)) return place(next) === length + 1 + side(next) ? GOAL_REWARD : PENALTY;
      return next === state ? PENALTY : 0;
    },
    start: [
      [0, 0.5],
      [size, 0.5],
    ],
    terminal: isArm,
    discount: 0.98,
  });
}

/** The maze from above: the goal is `+`, the wrong arm `-`. */
export function tMazeFrame(state: number, length: number): Frame {
  const size = placesOf(length);
  const place = state % size;
  const goal = state < size ? 0 : 1;
  const at = (here: number, plain: string) => (here === place ? '@' : plain);
  const arm = (which: number) =>
    `#${'#'.repeat(length)}${at(length + 1 + which, which === goal ? '+' : '-')}#`;
  const corridor = Array.from({ length: length + 1 }, (_, here) => at(here, here === 0 ? 'S' : ' ')).join('');
  const wall = '#'.repeat(length + 3);
  const roles = { '#': 'wall', '@': 'agent', '+': 'goal', '-': 'hazard', S: 'object' } as const;
  const drawn = picture([wall, arm(0), `#${corridor}#`, arm(1), wall], roles);
  return {
    picture: drawn,
    svg: mapSvg(drawn),
    facts: { goal: sides[goal]! },
  };
}

export const tMaze = environment({
  id: 'TMaze-v0',
  summary: 'Bakker’s T-maze: a sign at the start says which way to turn at the far end of a corridor.',
  options,
  create: (chosen) =>
    new ModelEnvironment(tMazeModel(chosen), {
      features: codes,
      optimum: {
        averageReward: GOAL_REWARD / (chosen.length + 1),
        source: 'an episode pays 4 at most and lasts length + 1 steps at least',
      },
      frame: (state) => tMazeFrame(state, chosen.length),
    }),
});
