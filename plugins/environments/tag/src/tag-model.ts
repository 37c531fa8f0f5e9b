import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { cells, directions, stepFrom } from './arena.js';

const CELLS = cells.length;
const TAG = directions.length;
const TAGGED = CELLS;
const SEES_OPPONENT = CELLS;

const STAY_PROBABILITY = 0.2;
const AXIS_PROBABILITY = 0.4;

const MOVE_REWARD = -1;
const TAG_REWARD = 10;
const FAILED_TAG_REWARD = -10;

export interface TagSettings {
  /** Tagging the opponent ends the episode, rather than leading to a state that is never left. */
  readonly episodic: boolean;
  /** Whether the opponent flees while the robot tags in vain. */
  readonly movesOnTag: boolean;
}

/** Where robot and opponent stand; the opponent is `undefined` once it is tagged. */
export interface Positions {
  readonly robot: number;
  readonly opponent: number | undefined;
}

/** What a state number stands for: 30 · robot + opponent, the thirtieth opponent being the tagged one. */
export function positionsOf(state: number): Positions {
  const opponent = state % (CELLS + 1);
  return {
    robot: Math.floor(state / (CELLS + 1)),
    opponent: opponent === TAGGED ? undefined : opponent,
  };
}

/** Tag of Pineau, Gordon and Thrun (2003), its states and actions in the order of the public file. */
export function tagModel({ episodic, movesOnTag }: TagSettings): FiniteModel {
  const states = CELLS * (CELLS + 1);
  return finiteModel({
    states,
    actions: TAG + 1,
    observations: CELLS + 1,
    labels: {
      states: Array.from({ length: states }, (_, state) => stateName(positionsOf(state))),
      actions: ['north', 'south', 'east', 'west', 'tag'],
      observations: [...cells.map((_, cell) => `cell_${cell}`), 'opponent'],
    },
    transition: (state, action) => transition(positionsOf(state), action, movesOnTag),
    observation: (action, next) => [[observed(positionsOf(next), action), 1]],
    reward: (state, action) => reward(positionsOf(state), action),
    start: cells.flatMap((_, robot) =>
      cells.map((_, opponent) => [stateOf(robot, opponent), 1 / CELLS ** 2] as const),
    ),
    ...(episodic && { terminal: (state: number) => positionsOf(state).opponent === undefined }),
    discount: 0.95,
  });
}

function stateOf(robot: number, opponent: number): number {
  return robot * (CELLS + 1) + opponent;
}

function transition({ robot, opponent }: Positions, action: number, movesOnTag: boolean): [number, number][] {
  if (opponent === undefined) return [[stateOf(robot, TAGGED), 1]];
  if (action === TAG && robot === opponent) return [[stateOf(robot, TAGGED), 1]];
  if (action === TAG && !movesOnTag) return [[stateOf(robot, opponent), 1]];
  const direction = directions[action];
  const moved = direction ? stepFrom(robot, direction) : robot;
  return flight(robot, opponent).map(([cell, probability]) => [stateOf(moved, cell), probability]);
}

/**
 * Where the opponent flees to, from where the robot is before it moves: along each axis with probability .4, away from
 * the robot, either way alike where it is on a level with it; with .2 it stays, and so it does where it meets a wall.
 */
export function flight(robot: number, opponent: number): [cell: number, probability: number][] {
  const from = cells[robot]!;
  const { x, y } = cells[opponent]!;
  return [
    [opponent, STAY_PROBABILITY],
    ...away(x - from.x, (way) => stepFrom(opponent, [way, 0])),
    ...away(y - from.y, (way) => stepFrom(opponent, [0, way])),
  ];
}

/** The part of the flight along one axis, on which the opponent is `offset` cells from the robot. */
function away(offset: number, step: (way: number) => number): [cell: number, probability: number][] {
  const ways = offset === 0 ? [1, -1] : [Math.sign(offset)];
  return ways.map((way) => [step(way), AXIS_PROBABILITY / ways.length]);
}

/**
 * The robot knows its own cell, and after a move also whether the opponent shares it. After a tag it never does: the
 * opponent is caught, or does not come to the robot.
 */
function observed({ robot, opponent }: Positions, action: number): number {
  return robot === opponent && action !== TAG ? SEES_OPPONENT : robot;
}

function reward({ robot, opponent }: Positions, action: number): number {
  if (action !== TAG) return MOVE_REWARD;
  if (opponent === undefined) return 0;
  return robot === opponent ? TAG_REWARD : FAILED_TAG_REWARD;
}

function stateName({ robot, opponent }: Positions): string {
  return `robot_${robot}_${opponent === undefined ? 'tagged' : `opponent_${opponent}`}`;
}
