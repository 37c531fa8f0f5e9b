import type { CellQueue, PlannedCell } from '../executors/cell-queue.js';

/** Entries that are sent to a queue at once. */
const AT_ONCE = 5000;

/** Adds the entries of a study to its queue, in pieces. */
export async function planCells(queue: CellQueue, cells: readonly PlannedCell[]): Promise<void> {
  for (let at = 0; at < cells.length; at += AT_ONCE) await queue.add(cells.slice(at, at + AT_ONCE));
}
