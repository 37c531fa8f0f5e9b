import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';

/**
 * A walk from a ledge into a pit and out of it. `stay` (0) keeps the state and `step` (1) leads ledge → pit → safe → safe.
 * Staying in the pit costs 10, stepping there 2, and anything on the ledge pays 1. After `stay` the safe place shows
 * `clear`, the pit `dim` with probability .1, the ledge `dim`; after `step` only the ledge shows `clear`. The value of the
 * uniform start is −12/13 at γ = .9: a policy that follows vectors whose continuations were pruned earns −30.
 */
export function trap(): FiniteModel {
  const [safe, pit, ledge] = [0, 1, 2];
  return finiteModel({
    states: 3,
    actions: 2,
    observations: 2,
    transition: (state, action) => [[action === 0 ? state : state === ledge ? pit : safe, 1]],
    observation: (action, next) => {
      if (action === 1) return [[next === ledge ? 1 : 0, 1]];
      if (next === safe) return [[1, 1]];
      return next === ledge
        ? [[0, 1]]
        : [
            [0, 0.1],
            [1, 0.9],
          ];
    },
    reward: (state, action) => (state === pit ? (action === 0 ? -10 : -2) : state === ledge ? 1 : 0),
    start: [
      [0, 1 / 3],
      [1, 1 / 3],
      [2, 1 / 3],
    ],
    discount: 0.9,
  });
}
