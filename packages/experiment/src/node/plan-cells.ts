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
 * @returns whether all entries are in the queue: a signal stops before the next piece, and the same call adds what is missing then.
 * @throws what `add` or `take` throws; else what `release` throws.
 */
export async function planCells(
  queue: CellQueue,
  cells: readonly PlannedCell[],
  { atOnce = AT_ONCE, beat = WORKER_TIMES.beat, signal }: PlanSettings = {},
): Promise<boolean> {
  const held = new PlannerLease(queue, beat);
  try {
    const isWhole = await addPieces(queue, piecesOf(cells, atOnce), held, signal);
    await held.end();
    return isWhole;
  } catch (error) {
    await held.end().catch(() => undefined); // the first error says what is wrong
    throw error;
  }
}

/** How entries are planned. */
export interface PlanSettings {
  /** Entries of a piece. */
  readonly atOnce?: number;
  /** Seconds between two signs of life. */
  readonly beat?: number;
  readonly signal?: AbortSignal | undefined;
}

function piecesOf(cells: readonly PlannedCell[], atOnce: number): PlannedCell[][] {
  const ordered = [...cells].sort(inQueueOrder);
  return Array.from({ length: Math.ceil(ordered.length / atOnce) }, (_, piece) =>
    ordered.slice(piece * atOnce, (piece + 1) * atOnce),
  );
}

async function addPieces(
  queue: CellQueue,
  pieces: readonly (readonly PlannedCell[])[],
  held: PlannerLease,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  for (const [at, piece] of pieces.entries()) {
    if (signal?.aborted) return false;
    await queue.add(piece);
    if (at + 1 < pieces.length) await held.begin();
  }
  return true;
}

/** The lease of whoever plans, which does nothing with its entry. */
class PlannerLease {
  private lease: string | undefined;
  private beats: NodeJS.Timeout | undefined;

  constructor(
    private readonly queue: CellQueue,
    private readonly apart: number,
  ) {}

  /** Takes an entry, unless it has one, or none waits. */
  async begin(): Promise<void> {
    if (this.lease !== undefined) return;
    const lease = randomUUID();
    const taken = await this.queue.take({ lease, worker: `planner ${lease}`, weight: 0 });
    if (taken.length === 0) return;
    this.lease = lease;
    this.beats = setInterval(() => void this.beat(lease), 1000 * this.apart);
  }

  /** Gives the entry back. */
  async end(): Promise<void> {
    const { lease } = this;
    this.forget();
    if (lease !== undefined) await this.queue.release(lease);
  }

  /** Gives a sign of life. A lease without an entry is forgotten: another worker has ended it. */
  private async beat(lease: string): Promise<void> {
    const isHeld = await this.queue.beat(lease).catch(() => true); // the next one may come through
    if (!isHeld && this.lease === lease) this.forget();
  }

  private forget(): void {
    clearInterval(this.beats);
    this.lease = undefined;
  }
}
