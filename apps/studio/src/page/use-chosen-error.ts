import type { FiniteErrors } from '../engine/calls.js';
import type { Store } from './store.js';
import { type Asked, useAsked } from './use-asked.js';
import type { KnownErrors } from './use-errors.js';

/** The exact error at the β and T that are chosen, computed once a person asks for it, however long it takes. */
export function useChosenError(
  { engine }: Store,
  errors: KnownErrors | undefined,
): Asked<FiniteErrors | undefined> {
  const chosen = errors && {
    ...errors.of,
    ...{ betas: [], steps: errors.steps, isUnlimited: true },
    at: { beta: errors.at.beta, lengths: [errors.steps] },
  };
  return useAsked(chosen ?? null, async (signal) =>
    chosen ? engine.call('finiteErrors', chosen, { signal }) : undefined,
  );
}
