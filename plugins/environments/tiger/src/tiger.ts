import { environment, type FiniteModel, type Frame, type TakenStep } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment, picture } from '@pomdp-gym/models';
import { z } from 'zod';
import { tigerSvg } from './tiger-svg.js';
import { tigerOptimum } from './tiger-optimum.js';

const options = z.strictObject({
  accuracy: z.number().min(0.5).max(1).default(0.85).describe('how often listening names the right door'),
  listening: z.number().default(-1).describe('reward of listening'),
  treasure: z.number().default(10).describe('reward of opening the door without the tiger'),
  mauled: z.number().default(-100).describe('reward of opening the door with the tiger'),
});

export type TigerOptions = z.infer<typeof options>;

const sides = ['tiger-left', 'tiger-right'];
const actions = ['listen', 'open-left', 'open-right'];
const LISTEN = 0;

/** Opening door 0 (left) is action 1, door 1 (right) action 2. */
const doorOf = (action: number) => action - 1;

const evenly = [
  [0, 0.5],
  [1, 0.5],
] as const;

function tigerModel({ accuracy, listening, treasure, mauled }: TigerOptions): FiniteModel {
  return finiteModel({
    states: 2,
    actions: 3,
    observations: 2,
    labels: { states: sides, actions, observations: sides },
    transition: (state, action) => (action === LISTEN ? [[state, 1]] : evenly),
    observation: (action, next) =>
      action === LISTEN
        ? [
            [next, accuracy],
            [1 - next, 1 - accuracy],
          ]
        : evenly,
    reward: (state, action) => (action === LISTEN ? listening : doorOf(action) === state ? mauled : treasure),
    start: evenly,
    discount: 0.95,
  });
}

/** Two doors, what is behind each, and what the last action did. Where a door was opened the tiger has moved since. */
export function tigerFrame(state: number, last: TakenStep | undefined): Frame {
  const behind = [0, 1].map((side) => (side === state ? 'T' : '$'));
  const doors = ['+---+   +---+', `| ${behind[0]} |   | ${behind[1]} |`, '+---+   +---+', '      @'];
  const heard = last?.action === LISTEN ? Number(last.observation) : undefined;
  return {
    svg: tigerSvg(state, heard),
    picture: picture(doors, { T: 'hazard', $: 'goal', '@': 'agent', '+': 'wall', '-': 'wall', '|': 'wall' }),
    facts: {
      'tiger behind': state === 0 ? 'left door' : 'right door',
      ...(heard !== undefined && { heard: heard === 0 ? 'left door' : 'right door' }),
    },
  };
}

export const tiger = environment({
  id: 'Tiger-v0',
  summary: 'A tiger behind one of two doors: listen for a price, or open one. Opening resets the problem.',
  options,
  create: (chosen) =>
    new ModelEnvironment(tigerModel(chosen), { optimum: tigerOptimum(chosen), frame: tigerFrame }),
});
