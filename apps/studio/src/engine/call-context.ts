import type { Registry } from '@pomdp-gym/registry';

/** What a call is served with. */
export interface CallContext {
  readonly registry: Registry;
  readonly emit: (event: unknown) => void;
  readonly signal: AbortSignal;
}
