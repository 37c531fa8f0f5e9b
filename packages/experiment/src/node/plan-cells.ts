import { randomUUID } from 'node:crypto';
import type { CellQueue, PlannedCell } from '../executors/cell-queue.js';
import { inQueueOrder } from '../executors/queue-order.js';
import { WORKER_TIMES } from './cell-worker.js';

/** Entries that are sent to a queue at once. */
const AT_ONCE = 5000;

/**
 * Adds the entries of a study to its queue, in pieces, and in the order of the queue: what is added later then comes later. Between the pieces a
 * lease of its own holds an entry, so that workers that have done all others wait for the next piece. The entry is given back at the end; where
 * the planner dies, it is lost once, as that of any worker that gives no sign of life.
 *
 * @param atOnce entries of a piece.
 */
export async function planCells(
  queue: CellQueue,
  cells: readonly PlannedCell[],
  atOnce = AT_ONCE,
): Promise<void> {
  const ordered = [...cells].sort(inQueueOrder);
  const held = new PlannerLease(queue);
  try {
    for (let at = 0; at < ordered.length; at += atOnce) {
      await queue.add(ordered.slice(at, at + atOnce));
      if (at + atOnce < ordered.length) await held.begin();
    }
  } finally {
    await held.end();
  }
}

/** The lease of whoever plans, which does nothing with its entry. */
class PlannerLease {
  private lease: string | undefined;
  private beats: NodeJS.Timeout | undefined;

  constructor(private readonly queue: CellQueue) {}

  /** Takes an entry, unless it has one, or none waits. */
  async begin(): Promise<void> {
    if (this.lease !== undefined) return;
    const lease = randomUUID();
    const taken = await this.queue.take({ lease, worker: `planner ${lease}`, weight: 0 });
    if (taken.length === 0) return;
    this.lease = lease;
    const sign = () => void this.queue.beat(lease).catch(() => undefined); // the next one may come through
    this.beats = setInterval(sign, 1000 * WORKER_TIMES.beat);
  }

  /** Gives the entry back. */
  async end(): Promise<void> {
    clearInterval(this.beats);
    if (this.lease !== undefined) await this.queue.release(this.lease);
  }
}
