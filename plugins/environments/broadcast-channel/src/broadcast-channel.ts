import { environment, type FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment, TupleIndex } from '@pomdp-gym/models';
import { z } from 'zod';
import { broadcastFrame } from './broadcast-frame.js';

const options = z.strictObject({
  arrivals: z
    .array(z.number().min(0).max(1))
    .min(2)
    .max(6)
    .default([0.9, 0.1])
    .describe('for each agent how likely a message is to arrive in an empty buffer'),
  noise: z.number().min(0).max(1).default(0.1).describe('how often an agent hears a collision wrongly'),
  discount: z.number().min(0).max(1).default(0.9).describe('γ of the model; the public file states 1'),
});

type Options = z.infer<typeof options>;

const SEND = 0;

const agent = {
  actions: { kind: 'discrete', size: 2, labels: ['send', 'wait'] },
  observations: { kind: 'discrete', size: 2, labels: ['Collision', 'No-Collision'] },
} as const;

/** The product of one distribution over 0 and 1 for each agent: the probability of 1. */
function product(ones: readonly number[], tuples: TupleIndex): [outcome: number, probability: number][] {
  const entries = Array.from({ length: tuples.size }, (_, index): [number, number] => [
    index,
    ones.reduce((part, one, k) => part * (tuples.entry(index, k) === 1 ? one : 1 - one), 1),
  ]);
  return entries.filter(([, probability]) => probability > 0);
}

function broadcastModel({ arrivals, noise, discount }: Options): FiniteModel {
  const tuples = new TupleIndex(arrivals.map(() => 2));
  const senders = (action: number) => tuples.entries(action).filter((each) => each === SEND).length;
  const holds = (state: number, k: number) => tuples.entry(state, k) === 1;
  const sends = (action: number, k: number) => tuples.entry(action, k) === SEND;
  return finiteModel({
    states: tuples.size,
    actions: tuples.size,
    observations: tuples.size,
    agents: arrivals.map(() => agent),
    labels: {
      states: Array.from({ length: tuples.size }, (_, state) => `S${tuples.entries(state).join('')}`),
    },
    transition: (state, action) =>
      product(
        arrivals.map((arrival, k) => (holds(state, k) && !sends(action, k) ? 1 : arrival)),
        tuples,
      ),
    observation: (action) => {
      const collides = senders(action) > 1;
      // Observation 1 is `No-Collision`.
      return product(
        arrivals.map(() => (collides ? noise : 1 - noise)),
        tuples,
      );
    },
    reward: (state, action) =>
      senders(action) === 1 && arrivals.some((_, k) => sends(action, k) && holds(state, k)) ? 1 : 0,
    start: [[tuples.size - 1, 1]],
    discount,
  });
}

export const broadcastChannel = environment({
  id: 'BroadcastChannel-v0',
  summary:
    'Agents share a channel that takes one message a step; each knows only what it hears of collisions.',
  options,
  create: (chosen) => {
    const tuples = new TupleIndex(chosen.arrivals.map(() => 2));
    return new ModelEnvironment(broadcastModel(chosen), {
      frame: (state, last) =>
        broadcastFrame(
          tuples.entries(state).map((each) => each === 1),
          last && tuples.entries(Number(last.action)).map((each) => each === SEND),
        ),
    });
  },
});
