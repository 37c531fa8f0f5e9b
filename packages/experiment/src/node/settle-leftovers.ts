import { setTimeout as pause } from 'node:timers/promises';
import { nextTurn } from '@pomdp-gym/solving';

/** Times that timers are waited for, and milliseconds between them: a second in all. */
const ROUNDS = 50;
const APART = 20;

/** How many timers are set in this thread. */
export function timersSet(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

/**
 * Waits until what a run left behind has come: rejections that nobody handles, and timers beyond those that were `before` set,
 * for a second at most. What they throw ends the thread while the run is still under way.
 */
export async function settleLeftovers(before: number): Promise<void> {
  await nextTurn();
  for (let round = 0; round < ROUNDS && timersSet() > before; round++) await pause(APART);
}
