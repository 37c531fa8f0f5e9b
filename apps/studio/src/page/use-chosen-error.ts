import { useState } from 'preact/hooks';
import type { FiniteErrors } from '../engine/calls.js';
import type { Store } from './store.js';
import { type Computed, useComputed } from './use-computed.js';
import type { KnownErrors } from './use-errors.js';

/** The exact error at the β and T that are chosen, computed once a person asks for it, however long it takes. */
export interface ChosenError extends Computed<FiniteErrors | undefined> {
  /** Begins to compute it, anew where it was stopped. */
  ask(): void;
}

/** No value until a person has asked for these β, T and policy, and it is there. */
export function useChosenError({ engine }: Store, errors: KnownErrors | undefined): ChosenError {
  const chosen = errors && {
    ...errors.of,
    ...{ betas: [], steps: errors.steps, isUnlimited: true },
    at: { beta: errors.at.beta, lengths: [errors.steps] },
  };
  const key = JSON.stringify(chosen);
  const [asked, setAsked] = useState({ key: '', times: 0 });
  const isAsked = chosen !== undefined && asked.key === key;
  const { value, busy, ...rest } = useComputed(isAsked ? asked : null, async (signal) =>
    isAsked ? engine.call('finiteErrors', chosen, { signal }) : undefined,
  );
  const ask = (): void => setAsked({ key, times: asked.times + 1 });
  return { ...rest, busy: isAsked && busy, ...(value && !busy && { value }), ask };
}
