import type { ComparedResult } from '@pomdp-gym/experiment';
import { decimalsFor } from './decimals-for.js';

/** What a table shows in a row: a mean with its interval, and the bracket. */
type Shown = Pick<ComparedResult, 'mean' | 'low' | 'high' | 'bracket'>;

/** Decimals for a table of results. */
export function decimalsOf(results: readonly Shown[]): number {
  return decimalsFor(
    results.flatMap(({ mean, low, high, bracket }) => [mean, low, high, bracket?.lower, bracket?.upper]),
  );
}
