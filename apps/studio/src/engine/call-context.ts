import type { Registry } from '@pomdp-gym/registry';
import type { OpenedStudy } from './opened-study.js';

/** What a call is served with. */
export interface CallContext {
  readonly registry: Registry;
  /** The study that was emitted last, which later calls are about. */
  readonly opened: { study?: OpenedStudy };
  readonly emit: (event: unknown) => void;
  readonly signal: AbortSignal;
}
