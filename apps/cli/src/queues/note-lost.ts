import type { CellQueue } from '@pomdp-gym/experiment';
import { note } from '../terminal/terminal.js';

/** Runs that are named, where many are lost. */
const NAMED = 5;

/** Says which runs were given up because each of their workers was lost. */
export async function noteLost(queue: CellQueue): Promise<void> {
  const lost = await queue.lost();
  for (const { run, attempt, reason } of lost.slice(0, NAMED))
    note(`Run ${run} is lost after ${attempt} tries. ${reason}`);
  if (lost.length > NAMED) note(`So are ${lost.length - NAMED} more.`);
}
