import type { IntervalKind } from '../intervals/interval-kind.js';
import { coverageTable } from './coverage-table.js';

/** The worst coverage of a kind of interval at nominal 95 %, over the shapes of the coverage table that it applies to. */
export interface MeasuredCoverage {
  readonly worst: number;
  readonly shape: string;
  /** The number of seeds it was measured for: the greatest in the table that is not above the one asked for. */
  readonly replicates: number;
}

/** Null below the fewest seeds of the table, and of a kind that is not in it. */
export function measuredCoverage(kind: IntervalKind, replicates: number): MeasuredCoverage | null {
  const { sizes, coverage } = coverageTable;
  const found = Object.entries(coverage[kind]).flatMap(([shape, shares]) => {
    const place = sizes.findLastIndex((size, i) => size <= replicates && shares[i] !== null);
    const worst = shares[place] ?? null;
    return worst === null ? [] : [{ worst, shape, replicates: sizes[place]! }];
  });
  return found.sort((a, b) => a.worst - b.worst)[0] ?? null;
}
