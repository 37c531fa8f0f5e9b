import { type ParametricPolicy, policy, type Space } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { AdditiveWindow } from './additive-window.js';
import { JointWindow } from './joint-window.js';
import { WindowContents } from './window-contents.js';

/** The most distributions that a window over finite observations has unless it is asked for more, and at all. */
const USUAL = 1e4;
const MOST = 1e6;

const options = z.strictObject({
  length: z
    .int()
    .min(2)
    .max(1000)
    .default(2)
    .describe('how many observations it holds, the present one among them'),
  actions: z.boolean().default(true).describe('whether it holds the actions between them too'),
  features: z
    .enum(['auto', 'joint', 'additive'])
    .default('auto')
    .describe(
      'joint: a distribution for each contents of the window; additive: preferences are sums over its places; auto: joint ' +
        `where observations are finite and that takes at most ${USUAL} distributions`,
    ),
});

export const windowPolicy = policy({
  id: 'window',
  summary: 'Softmax policy on the last observations and actions.',
  options,
  create: (
    { length, actions: holdsActions, features },
    { observationSpace, actionSpace },
  ): ParametricPolicy => {
    if (actionSpace.kind !== 'discrete') {
      throw new RangeError(
        'The window policy chooses among finitely many actions; this environment has a box of them.',
      );
    }
    const actions = actionSpace.size;
    const places = length - 1;
    const distributions = distributionsOf(observationSpace, places, holdsActions ? actions : 1);
    if (features === 'additive' || (features === 'auto' && distributions > USUAL))
      return new AdditiveWindow({ places, holdsActions, observationSpace, actions });
    if (observationSpace.kind === 'box' || distributions > MOST) {
      const many = observationSpace.kind === 'box' ? 'infinitely many' : distributions;
      throw new RangeError(
        `A window of ${length} has ${many} distributions here: take features=additive, or a shorter one.`,
      );
    }
    return new JointWindow({ places, holdsActions, observations: observationSpace.size, actions });
  },
});

/** How many pairs there are of a window's contents and what is seen now. */
function distributionsOf(space: Space, places: number, actions: number): number {
  if (space.kind === 'box') return Infinity;
  return new WindowContents(places, space.size, actions).count * space.size;
}
