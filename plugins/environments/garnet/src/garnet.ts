import { environment, InputError } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { z } from 'zod';
import { garnetFrame } from './garnet-frame.js';
import { garnetModel, type GarnetSettings } from './garnet-model.js';

/** Of transitions as of observation probabilities: about 80 megabytes of tables. */
const MOST_ENTRIES = 2_000_000;

const options = z.strictObject({
  states: z.int().min(2).max(100_000).default(10).describe('S, how many states there are.'),
  actions: z.int().min(1).max(1000).default(2).describe('A, how many actions there are.'),
  branching: z
    .int()
    .min(2)
    .max(100_000)
    .default(3)
    .describe('b, how many states each state leads to under each action.'),
  observations: z
    .int()
    .min(1)
    .max(100_000)
    .default(5)
    .describe('O, how many observations the states are dealt to evenly: fewer than states is aliasing.'),
  observationNoise: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('How often an observation is drawn evenly instead of telling the state’s own.'),
  laziness: z
    .number()
    .min(0)
    .max(0.999999)
    .default(0)
    .describe('The probability of staying where one is: eigenvalues λ become l + (1 - l) λ, slower mixing.'),
  teleport: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe(
      'The probability t of going to state 0 whatever one does: eigenvalues other than 1 are scaled by 1 - t, faster mixing.',
    ),
  layoutSeed: z.int().min(0).default(0).describe('Which of the random models of this size it is.'),
});

export const garnet = environment({
  id: 'Garnet-v0',
  summary:
    'A random chain of given size and branching, its states seen through aliased and noisy observations; mixing to measure.',
  options,
  create(settings) {
    requirePossible(settings);
    const model = garnetModel(settings);
    return new ModelEnvironment(model, { frame: (state, last) => garnetFrame(model, state, last) });
  },
});

function requirePossible(settings: GarnetSettings): void {
  const { states, actions, branching, observations, observationNoise } = settings;
  const more = (what: string, count: number) =>
    `A Garnet model of ${states} states cannot have ${count} ${what}: there are at most as many as states.`;
  if (branching > states) throw new InputError(more('successors of each (branching)', branching));
  if (observations > states) throw new InputError(more('observations', observations));
  requireRoom(states, actions, branching, 'successors');
  if (observationNoise > 0) requireRoom(states, actions, observations, 'noisy observations');
}

function requireRoom(states: number, actions: number, each: number, what: string): void {
  const entries = states * actions * each;
  if (entries <= MOST_ENTRIES) return;
  throw new InputError(
    `${states} states × ${actions} actions × ${each} ${what} are ${entries} probabilities, more than the ${MOST_ENTRIES} that are kept as tables: choose fewer.`,
  );
}
