import { grouped, type SparseRows } from '@pomdp-gym/contracts';
import type { ReadLimits } from './read-limits.js';
import { TooLarge } from './pomdp-format/too-large.js';

/**
 * Refuses tables that take more than the limit once every action has its own. Actions may share one table while a model
 * is read, but rewards are stored by action, and what samples a model lays the actions' rows side by side.
 */
export function requireExpandable(tables: readonly SparseRows[], { entries }: ReadLimits): void {
  const expanded = tables.reduce((sum, { indices }) => sum + indices.length, 0);
  if (expanded <= entries) return;
  throw new TooLarge(
    `The tables of this model hold ${grouped(expanded)} numbers over all actions, more than this reader takes: ${grouped(entries)}.`,
  );
}
