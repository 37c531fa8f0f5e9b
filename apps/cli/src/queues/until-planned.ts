import { setTimeout as pause } from 'node:timers/promises';
import type { CellQueue, Clock, QueueStatus } from '@pomdp-gym/experiment';

/** Seconds that a worker waits for the first entries of a study: `queue` opens a study before it plans its runs. */
const PLANNING = 3;
/** Seconds between two looks. */
const APART = 0.1;

/** The status of a queue once it has entries, or some seconds later where it has none: all runs were in a folder when it was planned. */
export async function untilPlanned(queue: CellQueue, clock: Clock): Promise<QueueStatus> {
  const begun = clock();
  for (;;) {
    const isLast = clock() - begun >= PLANNING;
    const status = await queue.status();
    const planned = Object.values(status.entries).reduce((sum, count) => sum + count, 0);
    if (planned > 0 || isLast) return status;
    await pause(1000 * APART);
  }
}
