import { environment, InputError } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { z } from 'zod';
import { type Layout, publishedLayout, randomLayout } from './layout.js';
import { stateCount } from './map-state.js';
import { rockSampleFrame } from './rock-sample-frame.js';
import { rockSampleModel } from './rock-sample-model.js';

/** A flat model is as large as its states; 11 × 11 cells with 11 rocks are still within it. */
const MOST_STATES = 250_000;

const options = z.strictObject({
  n: z.int().min(1).max(99).default(4).describe('The map is n × n cells.'),
  k: z.int().min(1).max(16).default(4).describe('How many rocks there are.'),
  layout: z
    .enum(['published', 'random'])
    .default('published')
    .describe(
      'published: the map of the public file where there is one (4,4; 5,5; 5,7; 7,8; 10,10); random: always drawn.',
    ),
  layoutSeed: z.int().min(0).default(0).describe('The seed that a random map is drawn with.'),
  halfDistance: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe('The distance at which the efficiency of a check is one half; none: that of the map.'),
  ending: z
    .enum(['episode', 'absorbing'])
    .default('episode')
    .describe(
      'What leaving the map does: end the episode, or go on for ever at no reward as in the public files.',
    ),
});

type Options = z.infer<typeof options>;

export const rockSample = environment({
  id: 'RockSample-v0',
  summary:
    'A rover checks rocks from afar with a noisy sensor, samples the good ones and leaves to the east; n × n cells, k rocks.',
  options,
  create(given) {
    const layout = layoutOf(given);
    return new ModelEnvironment(rockSampleModel(layout, given.ending === 'episode'), {
      frame: (state, last) => rockSampleFrame(layout, state, last),
    });
  },
});

function layoutOf({ n, k, layout, layoutSeed, halfDistance }: Options): Layout {
  if (k > n * n) throw new InputError(`${k} rocks do not fit on ${n} × ${n} cells: k is at most ${n * n}.`);
  const states = stateCount(n, k);
  if (states > MOST_STATES) {
    throw new InputError(
      `RockSample with n = ${n} and k = ${k} has ${states} states, more than the ${MOST_STATES} that fit as tables: choose a smaller n or k.`,
    );
  }
  const known = layout === 'published' ? publishedLayout(n, k) : undefined;
  const chosen = known ?? randomLayout(n, k, layoutSeed);
  return halfDistance === null ? chosen : { ...chosen, halfDistance };
}
