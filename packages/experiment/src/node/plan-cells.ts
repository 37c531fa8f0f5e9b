import type { CellQueue, PlannedCell } from '../executors/cell-queue.js';
import { inQueueOrder } from '../executors/queue-order.js';

/** Entries that are sent to a queue at once. */
const AT_ONCE = 5000;

/** Adds the entries of a study to its queue, in pieces, and in the order of the queue: what is added later then comes later. */
export async function planCells(queue: CellQueue, cells: readonly PlannedCell[]): Promise<void> {
  const ordered = [...cells].sort(inQueueOrder);
  for (let at = 0; at < ordered.length; at += AT_ONCE) await queue.add(ordered.slice(at, at + AT_ONCE));
}
