import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { Softmax } from './softmax.test.support.js';

/** The paper's three-state problem: action 0 leads to B (from A, C) or A (from B) with .8, action 1 to C with .8. Pays 1 in C by default. */
export function threeState(reward = (_state: number, next: number) => Number(next === 2)): FiniteModel {
  return finiteModel({
    states: 3,
    actions: 2,
    observations: 3,
    labels: { states: ['A', 'B', 'C'] },
    transition: (state, action) => [
      [state === 1 ? 0 : 1, action === 0 ? 0.8 : 0.2],
      [2, action === 0 ? 0.2 : 0.8],
    ],
    observation: (_, next) => [[next, 1]],
    initialObservation: (state) => [[state, 1]],
    reward: (state, _action, next) => reward(state, next),
    start: [
      [0, 1 / 3],
      [1, 1 / 3],
      [2, 1 / 3],
    ],
  });
}

export function threeStateSoftmax(theta: ArrayLike<number>): Softmax {
  const features = [
    [12 / 18, 6 / 18],
    [6 / 18, 12 / 18],
    [5 / 18, 5 / 18],
  ];
  return new Softmax(features, 2, theta);
}
