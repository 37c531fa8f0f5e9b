import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';

const CAPACITY = 10;
/** Arrivals and departures per unit of time, and the reward of a call (Marbach and Tsitsiklis; see the README). */
const types = [
  { arrivals: 1.8, departures: 0.6, reward: 1 },
  { arrivals: 1.6, departures: 0.5, reward: 2 },
  { arrivals: 1.4, departures: 0.4, reward: 4 },
];
/** Ticks of the uniformised chain per unit of time. */
export const RATE = 10.8;
const QUIET = 3;

/** Calls of three types on a link of ten units; state: who is on it, and the type of the call that asks, or none. */
export function callAdmission(observed: 'state' | 'occupancy'): FiniteModel {
  const links = configurations();
  const number = new Map(links.map((link, i) => [link.join(), i]));
  const states = links.length * 4;
  const after = (state: number, action: number) => {
    const link = links[state >> 2]!;
    const call = state & 3;
    return action === 1 && call !== QUIET && sum(link) < CAPACITY ? moved(link, call, 1) : link;
  };
  const events = (link: readonly number[]) => {
    const here = number.get(link.join())! * 4;
    const list = types.map(({ arrivals }, m): [number, number] => [here + m, arrivals / RATE]);
    types.forEach(({ departures }, m) => {
      if (link[m]! > 0)
        list.push([number.get(moved(link, m, -1).join())! * 4 + QUIET, (link[m]! * departures) / RATE]);
    });
    list.push([here + QUIET, 1 - list.reduce((total, [, probability]) => total + probability, 0)]);
    return list;
  };
  const shown = (state: number) =>
    observed === 'state' ? state : (state & 3) * (CAPACITY + 1) + sum(links[state >> 2]!);
  return finiteModel({
    states,
    actions: 2,
    observations: observed === 'state' ? states : 4 * (CAPACITY + 1),
    transition: (state, action) => events(after(state, action)),
    observation: (_action, next) => [[shown(next), 1]],
    initialObservation: (state) => [[shown(state), 1]],
    reward: (state, action) => (after(state, action) === links[state >> 2] ? 0 : types[state & 3]!.reward),
    start: [[number.get('0,0,0')! * 4 + QUIET, 1]],
  });
}

function configurations(): number[][] {
  const counts = Array.from({ length: CAPACITY + 1 }, (_, count) => count);
  return counts
    .flatMap((one) => counts.flatMap((two) => counts.map((three) => [one, two, three])))
    .filter((link) => sum(link) <= CAPACITY);
}

function moved(link: readonly number[], type: number, by: number): number[] {
  return link.map((count, m) => (m === type ? count + by : count));
}

function sum(link: readonly number[]): number {
  return link.reduce((total, count) => total + count, 0);
}
