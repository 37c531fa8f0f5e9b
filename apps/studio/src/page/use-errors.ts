import { useState } from 'preact/hooks';
import type { ErrorMap, GradientAtBeta, PolicyOfRun } from '../engine/calls.js';
import { lookedBeta } from './beta-slider.js';
import { LastValue } from './last-value.js';
import { lookedLength } from './length-field.js';
import { pathLengths } from './path-lengths.js';
import type { Store } from './store.js';
import { type Computed, useComputed } from './use-computed.js';

const BETAS = [
  0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.99,
];

/** Few steps, for which the asymptotic error may be far off. */
const SHORT = [1, 3, 10, 32];

/** Errors of GPOMDP at a policy for long runs, and the T at which they are looked at. */
export interface KnownErrors {
  readonly of: PolicyOfRun;
  readonly map: ErrorMap;
  /** At the β that is looked at. */
  readonly at: GradientAtBeta;
  /** The T that is looked at. */
  readonly steps: number;
  /** The T that are drawn, rising. */
  readonly lengths: readonly number[];
}

/** Bias and asymptotic variance over β, as the β and T of the address ask for them. */
export function useErrors(store: Store): Computed<KnownErrors | undefined> {
  const theta = store.theta.value;
  const recipe = store.run.value?.recipe;
  const [beta, steps] = [lookedBeta(store), lookedLength(store)];
  const [maps] = useState(() => new LastValue<ErrorMap>());
  return useComputed([recipe, theta, beta, steps], async (signal) => {
    if (!recipe || !theta) return undefined;
    const of = { recipe, theta };
    const map = await maps.of(of, () => store.engine.call('errors', { ...of, betas: BETAS }, { signal }));
    const [at] = (await store.engine.call('gradients', { ...of, betas: [beta] }, { signal })).atBeta;
    const lengths = [...new Set([...SHORT, ...pathLengths(steps)])].sort((a, b) => a - b);
    return at && { of, map, at, steps, lengths };
  });
}
