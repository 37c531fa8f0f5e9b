import type { Conditional } from './conditional.js';

/** Thrown where variables of one moment depend on each other in a circle. */
export class CircularDependence extends Error {
  override readonly name = 'CircularDependence';

  constructor(readonly conditional: Conditional) {
    super('These variables depend on each other in a circle.');
  }
}

/** The conditionals in an order in which each comes after those whose variables are among its parents. */
export function inOrder(conditionals: readonly Conditional[]): Conditional[] {
  const ordered: Conditional[] = [];
  let waiting = [...conditionals];
  while (waiting.length > 0) {
    const due = new Set(waiting.flatMap(({ variables }) => variables.slots));
    const ready = waiting.filter(({ parents }) => parents.slots.every((slot) => !due.has(slot)));
    if (ready.length === 0) throw new CircularDependence(waiting[0]!);
    ordered.push(...ready);
    waiting = waiting.filter((conditional) => !ready.includes(conditional));
  }
  return ordered;
}
