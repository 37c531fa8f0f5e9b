import { blindPolicies } from './blind-policies.js';
import type { PlanningModel } from './planning-model.js';
import { fastInformedBound, qmdp } from './q-bounds.js';

/** What a search narrows: where its bounds begin. */
export interface InitialBounds {
  /** α-vectors of the blind policies, one an action. */
  readonly blind: readonly Float64Array[];
  /** Q(s, u) of the fast informed bound, entry s·A + u. */
  readonly q: Float64Array;
}

/** The bounds a search begins with; yields between sweeps. */
export function* initialBounds(model: PlanningModel): Generator<undefined, InitialBounds> {
  const blind = yield* blindPolicies(model);
  const q = yield* fastInformedBound(model, yield* qmdp(model));
  return { blind, q };
}
