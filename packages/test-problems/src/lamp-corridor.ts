import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';

/**
 * A corridor of `length` cells with a lamp that is on or off: the robot always knows its cell, never the lamp; it sees
 * the lamp with accuracy .8 in cell 0 only. Action 0 goes left, 1 goes right, 2 bets that the lamp is on: +1 or −1 and it
 * is over. Nothing tells the robot where it starts.
 */
export function lampCorridor(length: number, terminal: boolean): FiniteModel {
  const over = 2 * length;
  const cellOf = (state: number) => state >> 1;
  const walk = (state: number, action: number) => {
    const cell = Math.min(length - 1, Math.max(0, cellOf(state) + (action === 0 ? -1 : 1)));
    return 2 * cell + (state & 1);
  };
  return finiteModel({
    states: 2 * length + 1,
    actions: 3,
    observations: length + 1,
    transition: (state, action) => [[state === over || action === 2 ? over : walk(state, action), 1]],
    observation: (_action, next) => {
      if (next === over) return [[length, 1]];
      if (cellOf(next) > 0) return [[cellOf(next), 1]];
      return [
        [0, next & 1 ? 0.8 : 0.2],
        [length, next & 1 ? 0.2 : 0.8],
      ];
    },
    reward: (state, action) => (state === over || action !== 2 ? 0 : state & 1 ? 1 : -1),
    start: Array.from({ length: over }, (_, state) => [state, 1 / over] as const),
    ...(terminal && { terminal: (state: number) => state === over }),
    discount: 0.9,
  });
}
