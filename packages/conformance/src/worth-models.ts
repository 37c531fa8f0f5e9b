import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { errand } from './small-models.js';

const SEEN = { dim: 0, clear: 1 };
const STAY = 0;

/**
 * A ledge above a pit with so many steps to climb out: `stay` keeps the state, `step` leads from the ledge into the pit, out
 * of it step by step, and then to safety. To stay in the pit costs 10 and a step there 2; anything on the ledge earns 1. A
 * policy that stays where it should climb loses without end, and rarely sees that it does. The start is uniform, γ = .9. The
 * optimum of one step is −12/13.
 */
export function ledge(steps: number): FiniteModel {
  const top = steps + 1;
  const inPit = (state: number) => state > 0 && state < top;
  return finiteModel({
    states: steps + 2,
    actions: 2,
    observations: 2,
    transition: (state, action) => [[action === STAY ? state : Math.max(0, state - 1), 1]],
    observation: (action, next) => {
      if (action !== STAY) return [[next === top ? SEEN.clear : SEEN.dim, 1]];
      if (!inPit(next)) return [[next === 0 ? SEEN.clear : SEEN.dim, 1]];
      return [
        [SEEN.dim, 0.1],
        [SEEN.clear, 0.9],
      ];
    },
    reward: (state, action) => {
      if (inPit(state)) return action === STAY ? -10 : -2;
      return state === top ? 1 : 0;
    },
    start: Array.from({ length: steps + 2 }, (_, state) => [state, 1 / (steps + 2)] as const),
    discount: 0.9,
  });
}

const [LOOK, LEFT, GONE] = [0, 1, 2];

/**
 * A parcel for the left door or the right one. Before the first action a label is seen that is right by .7; to look again
 * costs .2 and is right by .85; the right door earns 5 and ends the episode, the wrong one costs 8. γ = .95.
 */
export function delivery(): FiniteModel {
  const sighted = (state: number, accuracy: number) =>
    state === GONE
      ? ([[0, 1]] as const)
      : ([
          [state, accuracy],
          [1 - state, 1 - accuracy],
        ] as const);
  const delivers = (state: number, action: number) => action !== LOOK && state === action - LEFT;
  return finiteModel({
    states: 3,
    actions: 3,
    observations: 2,
    transition: (state, action) => [[delivers(state, action) ? GONE : state, 1]],
    observation: (action, next) => sighted(next, action === LOOK ? 0.85 : 0.5),
    reward: (state, action) => {
      if (state === GONE) return 0;
      if (action === LOOK) return -0.2;
      return delivers(state, action) ? 5 : -8;
    },
    start: [
      [0, 0.5],
      [1, 0.5],
    ],
    initialObservation: (state) => sighted(state, 0.7),
    terminal: (state) => state === GONE,
    discount: 0.95,
  });
}

/** Small discounted models on which policies that forget what a bound rests on are worth less than it. */
export function worthModels(): FiniteModel[] {
  return [ledge(1), ledge(3), delivery(), { ...errand(), discount: 0.95 }];
}
