import type { Registry } from '@pomdp-gym/registry';
import type { KnownBracket } from './known-optima.js';
import type { OpenedStudy } from './opened-study.js';

/** What a call is served with. */
export interface CallContext {
  readonly registry: Registry;
  /** The study that was emitted last, which later calls are about. */
  readonly opened: { study?: OpenedStudy };
  /** What is known of the optima of environments, by the JSON of their questions, over all studies. */
  readonly optima: Map<string, KnownBracket>;
  readonly emit: (event: unknown) => void;
  readonly signal: AbortSignal;
}
