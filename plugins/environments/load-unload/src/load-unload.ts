import { environment, type FiniteModel, type Frame } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment, picture } from '@pomdp-gym/models';
import { z } from 'zod';

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

/** The road with the pile at its left end, the cart on it, full or empty. */
export function loadUnloadFrame(state: number, length: number): Frame {
  const segment = segmentOf(state);
  const above = ' '.repeat(segment + 1) + (isLoaded(state) ? '■' : '□');
  return {
    picture: picture([above, `^${'_'.repeat(length)}v`], {
      '■': 'object',
      '□': 'agent',
      '^': 'goal',
      v: 'goal',
    }),
    facts: { cart: isLoaded(state) ? 'loaded' : 'empty', segment: `${segment + 1} of ${length}` },
  };
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
      frame: (state) => loadUnloadFrame(state, chosen.length),
    }),
});
