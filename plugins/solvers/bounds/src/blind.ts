import { type Solver, solver } from '@pomdp-gym/contracts';
import { blindPolicies, type PlanningModel } from '@pomdp-gym/planning';
import { boundOptions, type FoundBound, solveBound } from './solve-bound.js';

/** One action for ever: at each belief the one that is best from there. See `blindPolicies`. */
export const blind = solver({
  id: 'blind',
  summary: 'Blind policies: the best single action for ever, a lower bound on the optimal value.',
  options: boundOptions,
  deterministic: true,
  create: ({ discount }): Solver => ({
    solve: (model, signal) => solveBound(model, discount, signal, iterate),
  }),
});

function* iterate(model: PlanningModel): Generator<undefined, FoundBound> {
  return { vectors: yield* blindPolicies(model), side: 'lower' };
}
