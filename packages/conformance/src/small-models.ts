import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';

/** φ for the models of this file: five rows, four observations and `nothing yet`. */
const features = [
  [1, 0],
  [0.5, 0.5],
  [0, 1],
  [-0.5, 0.25],
  [0.25, -1],
];

/** Four states on a ring that blur into each other; nothing ends. Rewards depend on the transition. */
export function ring(): FiniteModel {
  return finiteModel({
    states: 4,
    actions: 3,
    observations: 4,
    transition: (state, action) => [
      [(state + action) % 4, 0.7],
      [(state + action + 1) % 4, 0.2],
      [(state + 3) % 4, 0.1],
    ],
    observation: (_action, next) => [
      [next, 0.75],
      [(next + 1) % 4, 0.25],
    ],
    reward: (state, action, next) => (next === 2 ? 2 : 0) - (state === 1 && action === 2 ? 1 : 0),
    start: [
      [0, 0.5],
      [3, 0.5],
    ],
  });
}

/** A walk of a few steps that ends at either end of a row, well at the right one and badly at the left. */
export function errand(): FiniteModel {
  return finiteModel({
    states: 5,
    actions: 3,
    observations: 4,
    transition: (state, action) => [
      [Math.min(4, Math.max(0, state + action - 1)), 0.8],
      [Math.min(4, state + 1), 0.2],
    ],
    observation: (_action, next) => [
      [Math.min(next, 3), 0.9],
      [0, 0.1],
    ],
    reward: (_state, action, next) => (next === 4 ? 3 : next === 0 ? -2 : 0) - 0.1 * action,
    start: [[2, 1]],
    terminal: (state) => state === 0 || state === 4,
  });
}

/** The environment of a model of this file, with its features. */
export function smallEnvironment(model: FiniteModel): ModelEnvironment {
  return new ModelEnvironment(model, { features });
}
