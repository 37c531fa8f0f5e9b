import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';

const ACCURACY = 0.85;
const [LISTEN, RIGHT] = [0, 2];

/** The tiger behind one of two doors (Cassandra, Kaelbling, Littman 1994), discounted by γ. */
export function tigerModel(discount: number): FiniteModel {
  return finiteModel({
    states: 2,
    actions: 3,
    observations: 2,
    labels: {
      states: ['tiger left', 'tiger right'],
      actions: ['listen', 'open left', 'open right'],
      observations: ['heard left', 'heard right'],
    },
    transition: (state, action) =>
      action === LISTEN
        ? [[state, 1]]
        : [
            [0, 0.5],
            [1, 0.5],
          ],
    observation: (action, next) => {
      const accuracy = action === LISTEN ? ACCURACY : 0.5;
      return [
        [next, accuracy],
        [1 - next, 1 - accuracy],
      ];
    },
    reward: (state, action) => {
      if (action === LISTEN) return -1;
      return (action === RIGHT) === (state === 1) ? -100 : 10;
    },
    start: [
      [0, 0.5],
      [1, 0.5],
    ],
    discount,
  });
}

/** How far the count of left over right may go: there the belief is certain to 10⁻²². */
const COUNTS = 30;

/**
 * The exact optimal value of that start belief. A belief is the count n of `heard left` over `heard right` since a door was
 * opened, so value iteration over n solves the problem; it stops where a sweep changes less than 10⁻¹³.
 */
export function tigerValue(discount: number): number {
  let values = new Float64Array(2 * COUNTS + 1);
  for (;;) {
    const next = values.map((_, place) => backup(values, place, discount));
    const change = next.reduce((most, value, place) => Math.max(most, Math.abs(value - values[place]!)), 0);
    values = next;
    if (change < 1e-13) return values[COUNTS]!;
  }
}

function backup(values: Float64Array, place: number, discount: number): number {
  const odds = ((1 - ACCURACY) / ACCURACY) ** (place - COUNTS);
  const left = 1 / (1 + odds);
  const heardLeft = left * ACCURACY + (1 - left) * (1 - ACCURACY);
  const more = values[Math.min(2 * COUNTS, place + 1)]!;
  const less = values[Math.max(0, place - 1)]!;
  const listen = -1 + discount * (heardLeft * more + (1 - heardLeft) * less);
  const safest = Math.max(left, 1 - left);
  const open = 10 * safest - 100 * (1 - safest) + discount * values[COUNTS]!;
  return Math.max(listen, open);
}
