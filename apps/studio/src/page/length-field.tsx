import { MOST_STEPS } from '../state/view-state.js';
import { NumberField } from './number-field.js';
import type { Store } from './store.js';

/** T that the estimates of a view are of. */
export function lookedLength(store: Store): number {
  const { length, steps } = store.state.value;
  return length === 0 ? Math.min(steps, MOST_STEPS) : length;
}

/** Chooses T; that of the run where nothing else is written. */
export function LengthField({ store }: { readonly store: Store }) {
  const own = Math.min(store.state.value.steps, MOST_STEPS);
  return (
    <NumberField
      name="length"
      label="T, steps of an estimate"
      value={lookedLength(store)}
      range={[1, MOST_STEPS]}
      onChange={(length) => store.set({ length: length === own ? 0 : length })}
    />
  );
}
