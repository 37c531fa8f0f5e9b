import { environment, type FiniteModel, type Frame } from '@pomdp-gym/contracts';
import {
  finiteModel,
  GridMap,
  HEADINGS,
  mapSvg,
  ModelEnvironment,
  NO_CELL,
  picture,
} from '@pomdp-gym/models';
import { z } from 'zod';
import { detectedWalls, forwardMoves, PATTERNS, patternNames, turns } from './robot-noise.js';

const options = z.strictObject({
  atGoal: z
    .enum(['restart', 'stop'])
    .default('restart')
    .describe('what follows the goal: a new random place, as in the public files, or the end of the episode'),
});

export type HallwayOptions = z.infer<typeof options>;

/** A hallway: its plan (`*` a cell, `L` a cell whose southern view is a landmark, `G` the goal). */
interface Plan {
  readonly drawing: readonly string[];
  readonly map: GridMap;
}

const plan = (...drawing: string[]): Plan => ({
  drawing,
  map: new GridMap(drawing),
});

const hallwayPlan = plan('**L*L*L*L**', '##*#*#*#G##');
const hallway2Plan = plan('#*****#', '**#*#**', '#*#*#*#', '**#*#*G', '#*****#');

const actions = ['stay', 'forward', 'turn-right', 'turn-around', 'turn-left'];
const [STAY, FORWARD, TURN_RIGHT] = [0, 1, 2];
const SOUTH = HEADINGS.indexOf('south');

/** A state is four times the cell plus the heading. */
const stateOf = (cell: number, heading: number) => 4 * cell + (heading % 4);
const cellOf = (state: number) => state >> 2;
const headingOf = (state: number) => state & 3;

type Outcomes = readonly (readonly [state: number, probability: number])[];

function afterForward(map: GridMap, state: number): Outcomes {
  let stays = 1;
  const outcomes: [number, number][] = [];
  for (const { direction, turn, probability } of forwardMoves) {
    const cell = map.neighbour(cellOf(state), (headingOf(state) + direction) % 4);
    if (cell === NO_CELL) continue;
    outcomes.push([stateOf(cell, headingOf(state) + turn), probability]);
    stays -= probability;
  }
  return [...outcomes, [state, stays]];
}

function afterTurn(state: number, quarters: 1 | 2 | 3): Outcomes {
  return turns[quarters].map((probability, turned) => [
    stateOf(cellOf(state), headingOf(state) + turned),
    probability,
  ]);
}

function hallwayModel({ map }: Plan, atGoal: HallwayOptions['atGoal']): FiniteModel {
  const landmarks = map.marked('L');
  const goal = map.marked('G')[0]!;
  const states = 4 * map.cells.length;
  const atEnd = (state: number) => cellOf(state) === goal;
  const start = Array.from(
    { length: states },
    (_, state) => [state, atEnd(state) ? 0 : 1 / (states - 4)] as const,
  );
  const walls = (state: number) =>
    HEADINGS.map((_, turn) => map.neighbour(cellOf(state), (headingOf(state) + turn) % 4) === NO_CELL);
  const observations = [...patternNames, ...landmarks.map((_, i) => `landmark-${i + 1}`), 'goal'];
  const seen = (state: number): Outcomes => {
    if (atEnd(state)) return [[observations.length - 1, 1]];
    const landmark = headingOf(state) === SOUTH ? landmarks.indexOf(cellOf(state)) : -1;
    return landmark < 0 ? detectedWalls(walls(state)) : [[PATTERNS + landmark, 1]];
  };
  return finiteModel({
    states,
    actions: actions.length,
    observations: observations.length,
    labels: {
      states: Array.from({ length: states }, (_, s) => `c${cellOf(s)}-${HEADINGS[headingOf(s)]}`),
      actions,
      observations,
    },
    transition: (state, action) => {
      if (atEnd(state)) return atGoal === 'restart' ? start : [[state, 1]];
      if (action === STAY) return [[state, 1]];
      return action === FORWARD ? afterForward(map, state) : afterTurn(state, quarters(action));
    },
    observation: (_action, next) => seen(next),
    reward: (state, _action, next) => (atEnd(next) && !atEnd(state) ? 1 : 0),
    start,
    ...(atGoal === 'stop' && { terminal: atEnd }),
    discount: 0.95,
  });
}

/** The quarter turns of turn-right, turn-around and turn-left. */
function quarters(action: number): 1 | 2 | 3 {
  return action === TURN_RIGHT ? 1 : action === TURN_RIGHT + 1 ? 2 : 3;
}

/** The plan from above; the arrow is the robot, pointing where it faces. */
export function hallwayFrame({ drawing, map }: Plan, state: number): Frame {
  const border = '#'.repeat(drawing[0]!.length + 2);
  const robot = '^>v<'[headingOf(state)]!;
  const lines = map.drawn(cellOf(state), robot).map((line) => `#${line.replaceAll('*', ' ')}#`);
  const roles = { '#': 'wall', G: 'goal', L: 'object', [robot]: 'agent' } as const;
  const drawn = picture([border, ...lines, border], roles);
  return {
    picture: drawn,
    svg: mapSvg(drawn),
    facts: { facing: HEADINGS[headingOf(state)]! },
  };
}

function hallwaySpec(id: string, summary: string, where: Plan) {
  return environment({
    id,
    summary,
    options,
    create: ({ atGoal }) =>
      new ModelEnvironment(hallwayModel(where, atGoal), { frame: (state) => hallwayFrame(where, state) }),
  });
}

export const hallway = hallwaySpec(
  'Hallway-v0',
  'A robot with noisy wheels and wall detectors looks for the goal in a hallway with landmarks.',
  hallwayPlan,
);

export const hallway2 = hallwaySpec(
  'Hallway2-v0',
  'The same robot in a larger maze without landmarks, of which many places look alike.',
  hallway2Plan,
);
