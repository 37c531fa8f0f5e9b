import type { BoxSpace, Observation } from '@pomdp-gym/contracts';
import { keptParts } from './kept-parts.js';

/** Rows of numbers without the hidden ones. The row that `see` returns is lent. */
export function hideInBox({ low, high }: BoxSpace, hidden: readonly number[]) {
  const kept = keptParts(low.length, hidden);
  const seen = new Float64Array(kept.length);
  const space: BoxSpace = {
    kind: 'box',
    low: kept.map((part) => low[part]!),
    high: kept.map((part) => high[part]!),
  };
  const see = (observation: Observation): Observation => {
    if (typeof observation !== 'number') kept.forEach((part, i) => (seen[i] = observation[part]!));
    return seen;
  };
  return { space, see };
}
