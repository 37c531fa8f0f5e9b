import type { CallContext } from './call-context.js';
import type { FoundOptimum } from './calls.js';
import { absentBracket } from './known-optima.js';

/** Keeps what is known of optima, for the study that is open and for those that are opened later. */
export function takeOptima(found: readonly FoundOptimum[], { opened, optima }: CallContext): void {
  for (const { question, known } of found) {
    const bracket = typeof known === 'string' ? { bracket: absentBracket(known), span: 0 } : known;
    optima.set(question, bracket);
    opened.study?.takeOptimum(question, bracket);
  }
}
