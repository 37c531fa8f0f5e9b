import { environment, type FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { z } from 'zod';
import { loadUnloadFrame } from './load-unload-frame.js';

const options = z.strictObject({
  length: z.int().min(2).max(1000).default(5).describe('segments of the road, both ends included'),
});

export type LoadUnloadOptions = z.infer<typeof options>;

const actions = ['right', 'left'];
const RIGHT = 0;
const observations = ['loading', 'unloading', 'travel'];

/** A state is twice the segment, plus one where the cart is empty. */
const stateOf = (segment: number, loaded: boolean) => 2 * segment + (loaded ? 0 : 1);
const segmentOf = (state: number) => state >> 1;
const isLoaded = (state: number) => state % 2 === 0;

/** Whether the cart is loaded on leaving: the ends load and unload it whichever way it then goes. */
function loadedAfter(state: number, length: number): boolean {
  const segment = segmentOf(state);
  return segment === 0 || (segment < length - 1 && isLoaded(state));
}

function loadUnloadModel({ length }: LoadUnloadOptions): FiniteModel {
  const last = length - 1;
  return finiteModel({
    states: 2 * length,
    actions: 2,
    observations: 3,
    labels: {
      states: Array.from(
        { length: 2 * length },
        (_, s) => `${isLoaded(s) ? 'loaded' : 'empty'}-${segmentOf(s)}`,
      ),
      actions,
      observations,
    },
    transition: (state, action) => {
      const next = segmentOf(state) + (action === RIGHT ? 1 : -1);
      return [[stateOf(Math.min(Math.max(next, 0), last), loadedAfter(state, length)), 1]];
    },
    observation: (_action, next) => [[segmentOf(next) === 0 ? 0 : segmentOf(next) === last ? 1 : 2, 1]],
    reward: (state) => (loadedAfter(state, length) === isLoaded(state) ? 0 : 1),
    start: Array.from({ length: 2 * length }, (_, state) => [state, 1 / (2 * length)] as const),
    discount: 0.95,
  });
}

export const loadUnload = environment({
  id: 'LoadUnload-v0',
  summary: 'Carry loads from the left end of a road to the right one, remembering whether the cart is full.',
  options,
  create: (chosen) =>
    new ModelEnvironment(loadUnloadModel(chosen), {
      optimum: {
        averageReward: 1 / (chosen.length - 1),
        source: 'to and fro: two rewards in 2(length − 1) steps, and no two rewards can be nearer',
      },
      frame: (state) =>
        loadUnloadFrame({ segment: segmentOf(state), isLoaded: isLoaded(state), length: chosen.length }),
    }),
});
