import type { DiscreteSpace } from '@pomdp-gym/contracts';
import { TupleIndex } from './tuple-index.js';

/**
 * The names of tuples: those of their entries with blanks between them, numbers for entries that have none. Undefined where no
 * entry has a name, or the tuples are more than `most`.
 */
export function jointLabels(factors: readonly DiscreteSpace[], most = 10_000): string[] | undefined {
  const tuples = new TupleIndex(factors.map(({ size }) => size));
  if (tuples.size > most || factors.every(({ labels }) => labels === undefined)) return undefined;
  return Array.from({ length: tuples.size }, (_, index) =>
    factors.map(({ labels }, k) => labels?.[tuples.entry(index, k)] ?? tuples.entry(index, k)).join(' '),
  );
}
