import type { RouterOutcome } from './router-law.js';

/** What a step costs: one for each packet that waits as it begins, and `loss` for each that it loses on average. */
export function stepReward(
  queues: readonly number[],
  outcomes: readonly RouterOutcome[],
  loss: number,
): number {
  const waiting = queues.reduce((sum, queue) => sum + queue, 0);
  const lost = outcomes.reduce((sum, outcome) => sum + outcome.lost, 0);
  return -waiting - loss * lost;
}
