import type { FiniteErrors } from '../engine/calls.js';
import type { Store } from './store.js';
import { type Computed, useComputed } from './use-computed.js';
import type { KnownErrors } from './use-errors.js';

/** The exact errors of T steps, asked for once the errors of long runs are known; no value until they are there. */
export function useFiniteErrors(
  { engine }: Store,
  errors: KnownErrors | undefined,
): Computed<FiniteErrors | undefined> {
  const question = errors && {
    ...errors.of,
    ...{ betas: errors.map.betas, steps: errors.steps },
    at: { beta: errors.at.beta, lengths: errors.lengths },
  };
  const { value, ...rest } = useComputed(question ?? null, async (signal) =>
    question ? engine.call('finiteErrors', question, { signal }) : undefined,
  );
  return { ...(value && !rest.busy && { value }), ...rest };
}
