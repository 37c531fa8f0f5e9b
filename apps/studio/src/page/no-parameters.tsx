import { missingTheta } from './missing-theta.js';
import type { Store } from './store.js';

/** Why a view of a policy at θ is empty. */
export function NoParameters({ store, what }: { readonly store: Store; readonly what: string }) {
  return (
    <p>
      {what}: {missingTheta(store.run.value, store.state.value.point)}
    </p>
  );
}
