import type { IntervalBasis } from '@pomdp-gym/experiment';
import { intervalKinds } from '@pomdp-gym/statistics';

/** A 95 % interval over seeds, as results have it. */
interface OverSeeds {
  readonly seeds: number;
  readonly interval: IntervalBasis | null;
}

/** How the intervals are made, and the worst measured coverage, of the one with the fewest seeds; nothing where there are none. */
export function intervalSentence(found: readonly OverSeeds[], what = '95 % intervals'): string[] {
  const [fewest] = found
    .flatMap(({ seeds, interval }) => (interval ? [{ seeds, ...interval }] : []))
    .sort((a, b) => a.seeds - b.seeds);
  if (!fewest) return [];
  const { seeds, kind, coverage } = fewest;
  const name = `${what}: ${intervalKinds[kind]}`;
  if (!coverage) return [`${name}; their coverage with ${seeds} seeds was not measured.`];
  const { worst, shape, replicates } = coverage;
  const measured = replicates === seeds ? `${seeds} seeds` : `${replicates} seeds (here ${seeds})`;
  return [
    `${name}; measured with ${measured}, they hold the mean in ${(100 * worst).toFixed(1)} % of samples at the worst of four shapes (${shape}).`,
  ];
}
