import { environment, type FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { z } from 'zod';

// Yours: the options, each with a default and a description. `compare --env Template-v0:wear=.2` sets them.
const options = z.strictObject({
  wear: z.number().min(0).max(1).default(0.1).describe('Probability that a fine machine is worn after a run'),
  accuracy: z.number().min(0).max(1).default(0.85).describe('Probability that the gauge shows the state'),
  cost: z.number().min(0).default(0.5).describe('Cost of a repair'),
});

// Yours: states, actions and observations are numbers from 0; labels are for people.
const [FINE, WORN] = [0, 1];
const [RUN, REPAIR] = [0, 1];

/** A machine that wears out unseen. A row of a table lists [index, probability]; what is not listed has probability 0. */
function machine({ wear, accuracy, cost }: z.infer<typeof options>): FiniteModel {
  const gauge = (state: number): [number, number][] => [
    [state, accuracy],
    [1 - state, 1 - accuracy],
  ];
  return finiteModel({
    states: 2,
    actions: 2,
    observations: 2,
    labels: { states: ['fine', 'worn'], actions: ['run', 'repair'], observations: ['green', 'red'] },
    start: [[FINE, 1]],
    initialObservation: gauge,
    // P(s' | s, u)
    transition: (state, action) => {
      if (action === REPAIR) return [[FINE, 1]];
      return state === WORN
        ? [[WORN, 1]]
        : [
            [FINE, 1 - wear],
            [WORN, wear],
          ];
    },
    // P(y | u, s')
    observation: (_action, next) => gauge(next),
    // r(s, u); it may depend on the next state and the observation too
    reward: (state, action) => (action === REPAIR ? -cost : Number(state === FINE && action === RUN)),
  });
}

export const template = environment({
  id: 'Template-v0',
  summary: 'A machine wears out unseen; a gauge shows its state with errors, and a repair costs.',
  options,
  create: (chosen) => new ModelEnvironment(machine(chosen)),
});
