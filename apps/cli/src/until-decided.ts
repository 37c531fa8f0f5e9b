import type { RunRecord, SequentialRounds } from '@pomdp-gym/experiment';
import { note } from './terminal/terminal.js';

/**
 * Does a study in rounds of seeds until every pair of agents is decided or the seeds are spent. Rounds whose runs are there
 * already are not done again.
 *
 * @param doRuns does those of these runs that are left, and returns whether it came to the end.
 * @returns whether it came to the end.
 */
export async function untilDecided(
  rounds: SequentialRounds,
  records: ReadonlyMap<number, RunRecord>,
  doRuns: (runs: ReadonlySet<number>) => Promise<boolean>,
): Promise<boolean> {
  for (let next = rounds.nextRuns(); next.size > 0; next = rounds.nextRuns()) {
    if (!(await doRuns(next))) return false;
    rounds.addRound([...records.values()]);
    note(openPairs(rounds));
  }
  return true;
}

function openPairs({ decisions }: SequentialRounds): string {
  const all = [...decisions.values()].flat();
  const open = all.filter(({ outcome }) => outcome === 'open').length;
  return `${all.length - open} of ${all.length} pairs are decided.`;
}
