import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';

const HEARS = 0.85;

const LEADS = 30;

/**
 * Exact values of Tiger: what taking an action is worth where the left side was heard so many times more than the right
 * since a door was opened, and then acting optimally. Value iteration over that lead, which describes the belief.
 */
export function tigerValues(discount: number): (lead: number, action: number) => number {
  let values = new Float64Array(2 * LEADS + 1);
  const q = (lead: number, action: number) => {
    const left = 1 / (1 + ((1 - HEARS) / HEARS) ** lead);
    const at = (count: number) => values[Math.min(2 * LEADS, Math.max(0, count + LEADS))]!;
    if (action > 0) {
      const right = action === 1 ? 1 - left : left;
      return 10 * right - 100 * (1 - right) + discount * at(0);
    }
    const hears = left * HEARS + (1 - left) * (1 - HEARS);
    return -1 + discount * (hears * at(lead + 1) + (1 - hears) * at(lead - 1));
  };
  for (let change = 1; change > 1e-12;) {
    const next = values.map((_, i) => Math.max(...[0, 1, 2].map((action) => q(i - LEADS, action))));
    change = next.reduce((most, value, i) => Math.max(most, Math.abs(value - values[i]!)), 0);
    values = next;
  }
  return q;
}

/** Five places in a row: action 1 goes on and earns 1 at the end, action 0 takes .1 and leaves. Where one is, is seen. */
export function corridor(start = 0): FiniteModel {
  return finiteModel({
    states: 6,
    actions: 2,
    observations: 6,
    transition: (state, action) => [[action === 0 ? 5 : Math.min(5, state + 1), 1]],
    observation: (_action, next) => [[next, 1]],
    initialObservation: (state) => [[state, 1]],
    reward: (state, action) => (action === 0 ? 0.1 : state === 4 ? 1 : 0),
    start: [[start, 1]],
    terminal: (state) => state === 5,
    discount: 0.95,
  });
}
