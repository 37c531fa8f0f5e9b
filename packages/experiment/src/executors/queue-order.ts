import type { PlannedCell } from './cell-queue.js';

/** Orders entries as queues lease them: second runs after all first ones, then the longest first, then by number. */
export function inQueueOrder(a: PlannedCell, b: PlannedCell): number {
  return a.copy - b.copy || b.weight - a.weight || a.run - b.run;
}
