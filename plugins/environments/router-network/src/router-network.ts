import {
  type DiscreteSpace,
  environment,
  type Environment,
  type FiniteModel,
  grouped,
  InputError,
} from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment, TupleIndex } from '@pomdp-gym/models';
import { z } from 'zod';
import { LargeNetwork } from './large-network.js';
import { networkFrame } from './network-frame.js';
import { type RouterOutcome, routerOutcomes, type RouterSettings, senders } from './router-law.js';
import { stepReward } from './step-reward.js';

const options = z.strictObject({
  routers: z.int().min(2).max(10).default(3).describe('how many routers stand in the ring'),
  capacity: z.int().min(1).max(9).default(2).describe('the most packets that a queue holds'),
  service: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('how likely a router that serves is done with a packet in a step'),
  arrivals: z
    .array(z.number().min(0).max(1))
    .min(1)
    .default([0.7, 0.1, 0.1])
    .describe('how likely a packet comes from outside, router by router; begun again where routers are more'),
  loss: z.number().min(0).default(5).describe('what a packet costs that finds a queue full'),
  discount: z.number().min(0).max(1).default(0.9).describe('γ of the model'),
});

type Options = z.infer<typeof options>;

/** The most pairs of a joint state and a joint action for which the model is written down: more take seconds. */
const MOST_PAIRS = 20_000;

/** The most joint observations: batches of steps hold their numbers in 32 bits. */
const MOST_OBSERVATIONS = 2 ** 31 - 1;

const done: DiscreteSpace = { kind: 'discrete', size: 2, labels: ['serve', 'send'] };

export const routerNetwork = environment({
  id: 'RouterNetwork-v0',
  summary:
    'Routers in a ring serve packets or send them on, each by the length of its own queue: load balancing by several agents.',
  options,
  create: (chosen): Environment => {
    const { routers, capacity, service, arrivals } = chosen;
    requireNumbered((capacity + 1) ** routers);
    const settings: RouterSettings = {
      capacity,
      service,
      arrivals: Array.from({ length: routers }, (_, k) => arrivals[k % arrivals.length]!),
    };
    const lengths = Array.from({ length: capacity + 1 }, (_, queue) => `${queue} waiting`);
    const seen: DiscreteSpace = { kind: 'discrete', size: capacity + 1, labels: lengths };
    const pairs = (capacity + 1) ** routers * 2 ** routers;
    if (pairs > MOST_PAIRS) return new LargeNetwork(settings, chosen.loss, seen, done);
    const [states, actions] = [seen, done].map(
      ({ size }) => new TupleIndex(settings.arrivals.map(() => size)),
    );
    return new ModelEnvironment(networkModel(chosen, settings, seen), {
      frame: (state, last) =>
        networkFrame(
          states!.entries(state),
          capacity,
          last && senders(actions!.entries(Number(last.action))),
        ),
    });
  },
});

function requireNumbered(observations: number): void {
  if (observations <= MOST_OBSERVATIONS) return;
  throw new InputError(
    `The routers show ${grouped(observations)} joint observations, more than are numbered: ${grouped(MOST_OBSERVATIONS)}. Take fewer routers or a smaller capacity.`,
  );
}

function networkModel(
  { loss, discount }: Options,
  settings: RouterSettings,
  seen: DiscreteSpace,
): FiniteModel {
  const states = new TupleIndex(settings.arrivals.map(() => seen.size));
  const actions = new TupleIndex(settings.arrivals.map(() => done.size));
  const outcomes = (state: number, action: number) =>
    routerOutcomes(settings, states.entries(state), actions.entries(action));
  return finiteModel({
    states: states.size,
    actions: actions.size,
    observations: states.size,
    agents: settings.arrivals.map(() => ({ actions: done, observations: seen })),
    labels: { states: Array.from({ length: states.size }, (_, state) => states.entries(state).join(' ')) },
    transition: (state, action) => products(outcomes(state, action)),
    observation: (_action, next) => [[next, 1]],
    initialObservation: (state) => [[state, 1]],
    reward: (state, action) => stepReward(states.entries(state), outcomes(state, action), loss),
    start: [[0, 1]],
    discount,
  });
}

/** The joint law of independent queues, the last one fastest; what is impossible is left out. */
function products(outcomes: readonly RouterOutcome[]): [state: number, probability: number][] {
  let law: [number, number][] = [[0, 1]];
  for (const { queue } of outcomes) {
    law = law.flatMap(([index, probability]) =>
      [...queue.entries()]
        .filter(([, share]) => share > 0)
        .map(([length, share]): [number, number] => [index * queue.length + length, probability * share]),
    );
  }
  return law;
}
