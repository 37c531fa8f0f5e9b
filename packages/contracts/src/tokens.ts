import type { Kind } from './kinds.js';

/** What the container files a kind's specs under. Global symbols, so that two copies of this package agree. */
export function tokenOf(kind: Kind): symbol {
  return Symbol.for(`pomdp-gym/${kind}`);
}
