import { environment, type FiniteModel, type Frame, type TakenStep } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { z } from 'zod';
import { decTigerFrame } from './dec-tiger-frame.js';

const options = z.strictObject({
  accuracy: z
    .number()
    .min(0.5)
    .max(1)
    .default(0.85)
    .describe('how often an agent hears the right door, if both listen'),
  discount: z.number().min(0).max(1).default(0.9).describe('γ of the model; the public file states 1'),
});

const sides = ['tiger-left', 'tiger-right'];
const agent = {
  actions: { kind: 'discrete', size: 3, labels: ['listen', 'open-left', 'open-right'] },
  observations: { kind: 'discrete', size: 2, labels: ['hear-left', 'hear-right'] },
} as const;

const LISTEN = 0;
/** Joint action 3 u + v of the agents' actions u and v: both listen. */
const BOTH_LISTEN = 0;

const evenly = [
  [0, 0.5],
  [1, 0.5],
] as const;

/** Opening door 0 (left) is action 1, door 1 (right) action 2. */
const doorOf = (action: number) => action - 1;

function reward(tiger: number, one: number, other: number): number {
  if (one === LISTEN && other === LISTEN) return -2;
  if (one === LISTEN || other === LISTEN) return doorOf(Math.max(one, other)) === tiger ? -101 : 9;
  if (one !== other) return -100;
  return doorOf(one) === tiger ? -50 : 20;
}

function decTigerModel({ accuracy, discount }: z.infer<typeof options>): FiniteModel {
  const hears = (tiger: number, observation: number) => (observation === tiger ? accuracy : 1 - accuracy);
  return finiteModel({
    states: 2,
    actions: 9,
    observations: 4,
    agents: [agent, agent],
    labels: { states: sides },
    transition: (state, action) => (action === BOTH_LISTEN ? [[state, 1]] : evenly),
    observation: (action, next) =>
      [0, 1, 2, 3].map((both) => [
        both,
        action === BOTH_LISTEN ? hears(next, both >> 1) * hears(next, both & 1) : 0.25,
      ]),
    reward: (state, action) => reward(state, Math.floor(action / 3), action % 3),
    start: evenly,
    discount,
  });
}

/** Draws where each agent heard the tiger, if both have listened. */
function drawn(tiger: number, last: TakenStep | undefined): Frame {
  if (last?.action !== BOTH_LISTEN) return decTigerFrame(tiger, undefined);
  const both = Number(last.observation);
  return decTigerFrame(tiger, [both >> 1, both & 1]);
}

export const decTiger = environment({
  id: 'DecTiger-v0',
  summary: 'Two agents before the doors of Tiger, each with ears of its own: what one does alone costs both.',
  options,
  create: (chosen) => new ModelEnvironment(decTigerModel(chosen), { frame: drawn }),
});
