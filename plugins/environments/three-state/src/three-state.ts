import { environment } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { z } from 'zod';
import { threeStateFrame } from './three-state-frame.js';

/** φ of Baxter and Bartlett's gradient study, one row a state: A, B, C. */
const features = [
  [12 / 18, 6 / 18],
  [6 / 18, 12 / 18],
  [5 / 18, 5 / 18],
] as const;

const [A, B, C] = [0, 1, 2];

/** The chance of C is .2 under a1 and .8 under a2 from every state; otherwise A leads to B, and B and C lead as below. */
function transition(state: number, action: number): [number, number][] {
  const toC = action === 0 ? 0.2 : 0.8;
  const elsewhere = state === B ? A : B;
  return [
    [elsewhere, 1 - toC],
    [C, toC],
  ];
}

export const threeState = environment({
  id: 'ThreeState-v0',
  summary:
    'Three fully observed states and two actions; reward 1 on entering C. The problem of the gradient study.',
  options: z.strictObject({}),
  create: () =>
    new ModelEnvironment(
      finiteModel({
        states: 3,
        actions: 2,
        observations: 3,
        labels: { states: ['A', 'B', 'C'], actions: ['a1', 'a2'], observations: ['A', 'B', 'C'] },
        transition,
        observation: (_action, next) => [[next, 1]],
        initialObservation: (state) => [[state, 1]],
        reward: (_state, _action, next) => (next === C ? 1 : 0),
        start: [A, B, C].map((state) => [state, 1 / 3] as const),
      }),
      {
        features,
        optimum: { averageReward: 0.8, source: 'always a2 enters C with probability .8 from every state' },
        frame: threeStateFrame,
      },
    ),
});
