import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';

/** The tiger behind one of two doors (Cassandra, Kaelbling and Littman 1994). */
export function tiger(discount = 0.95): FiniteModel {
  return finiteModel({
    states: 2,
    actions: 3,
    observations: 2,
    labels: { actions: ['listen', 'open-left', 'open-right'] },
    transition: (state, action) =>
      action === 0
        ? [[state, 1]]
        : [
            [0, 0.5],
            [1, 0.5],
          ],
    observation: (action, next) => [
      [next, action === 0 ? 0.85 : 0.5],
      [1 - next, action === 0 ? 0.15 : 0.5],
    ],
    reward: (state, action) => (action === 0 ? -1 : action === state + 1 ? -100 : 10),
    start: [
      [0, 0.5],
      [1, 0.5],
    ],
    discount,
  });
}
